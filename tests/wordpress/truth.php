<?php
/* What one blog holds, as WordPress's own functions tell it from its database: JSON on stdout, which truth.py compares. */
require getenv('COURSE_ROOT') . '/wp-load.php';
const BLOCKS = 'address article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr iframe li main ol p pre section summary table tbody tfoot thead tr ul';

/* The visible lines of a text: one a block element or <br>. */
function lines(string $html): array {
    $document = new DOMDocument();
    libxml_use_internal_errors(true);
    $document->loadHTML('<?xml encoding="utf-8"?><html><body>' . $html . '</body></html>');
    $lines = explode("\n", text_of($document->getElementsByTagName('body')->item(0), false));
    return array_values(array_filter(array_map(fn($line) => trim(preg_replace('/[\s\x{a0}]+/u', ' ', $line)), $lines), 'strlen'));
}

function text_of(DOMNode $node, bool $preformatted): string {
    if ($node instanceof DOMText) return $preformatted ? $node->nodeValue : preg_replace('/\s+/u', ' ', $node->nodeValue);
    if (!$node instanceof DOMElement || in_array($node->nodeName, ['script', 'style'])) return '';
    $text = in_array($node->nodeName, ['td', 'th']) ? ' ' : '';
    foreach ($node->nodeName === 'iframe' ? [] : $node->childNodes as $child) $text .= text_of($child, $preformatted || $node->nodeName === 'pre');
    return in_array($node->nodeName, explode(' ', BLOCKS)) ? "\n$text\n" : $text;
}

/* Without what WordPress sets in other type: quotes, dashes, spaces. */
function folded(string $text): string {
    $same = ['“' => '"', '”' => '"', '„' => '"', '‘' => "'", '’' => "'", '–' => '-', '—' => '-', '…' => '...', '×' => 'x', '↩' => ''];
    return preg_replace('/[\s\x{a0}\x{fe0e}\x{fe0f}]+/u', '', preg_replace('/-+/', '-', strtr($text, $same)));
}

/* The lines of a body in two: its reference list as printed, and the rest without the list's heading. */
function apart(array $lines, array $listed): array {
    $entries = array_map('folded', $listed['entries'] ?? []);
    $isEntry = fn($line) => in_array(folded($line), $entries, true);
    $references = array_values(array_filter($lines, $isEntry));
    if (count($references) !== count($entries)) fwrite(STDERR, "a reference list is not as it was written\n");
    $rest = array_values(array_filter($lines, fn($line) => !$isEntry($line) && folded($line) !== folded($listed['heading'] ?? '')));
    return [preg_replace('/[\s↩]+$/u', '', $references), $rest];
}

function unescaped(string $text): string {
    return html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8');
}

function moment(string $gmt): array {
    $time = new DateTimeImmutable($gmt, new DateTimeZone('UTC'));
    return [$time->format('Y-m-d\TH:i:s\Z'), $time->setTimezone(wp_timezone())->format('c')];
}

/* The whole body of the post that the loop stands at, all its pages. */
function body(): string {
    $html = '';
    for ($GLOBALS['page'] = 1; $GLOBALS['page'] <= $GLOBALS['numpages']; $GLOBALS['page']++) {
        $GLOBALS['more'] = 1;
        $html .= apply_filters('the_content', get_the_content(null, false)) . "\n";
    }
    return $html;
}

function comment_row(WP_Comment $comment, WP_Post $post): array {
    $GLOBALS['comment'] = $comment;
    [$utc, $local] = moment($comment->comment_date_gmt);
    return [
        'id' => (int) $comment->comment_ID, 'parent_id' => (int) $comment->comment_parent, 'type' => $comment->comment_type,
        'author' => unescaped($comment->comment_author), 'author_url' => $comment->comment_author_url,
        'by_post_author' => $comment->user_id && $comment->user_id === $post->post_author, 'date_utc' => $utc, 'date_local' => $local,
        'content_text' => implode("\n", lines(apply_filters('comment_text', $comment->comment_content, $comment, []))),
    ];
}

function post_row(WP_Post $post): array {
    $protected = $post->post_password !== '';
    [$references, $rest] = $protected ? [[], []] : apart(lines(body()), get_post_meta($post->ID, 'course_references', true) ?: []);
    [$utc, $local] = moment($post->post_date_gmt);
    $names = fn($terms) => $post->post_type === 'post' ? array_map('unescaped', wp_list_pluck($terms ?: [], 'name')) : [];
    $comments = $protected ? [] : get_comments(['post_id' => $post->ID, 'status' => 'approve', 'order' => 'ASC']);
    return [
        'id' => $post->ID, 'type' => $post->post_type, 'url' => get_permalink($post), 'title' => unescaped(wp_strip_all_tags(get_the_title($post))),
        'author' => unescaped(get_the_author_meta('display_name', $post->post_author)), 'published_utc' => $utc, 'published_local' => $local,
        'categories' => $names(get_the_category($post->ID)), 'tags' => $names(get_the_tags($post->ID)), 'protected' => $protected,
        'body_text_without_references' => implode("\n", $rest), 'references' => array_map(fn($text) => ['text' => $text], $references),
        'comments' => array_map(fn($comment) => comment_row($comment, $post), $comments),
    ];
}

$posts = [];
foreach (get_posts(['numberposts' => -1, 'post_type' => ['post', 'page'], 'order' => 'ASC']) as $found) {
    $wp_query = $wp_the_query = new WP_Query([$found->post_type === 'page' ? 'page_id' : 'p' => $found->ID]);
    $wp_query->the_post();
    $posts[] = post_row($post);
}
$secrets = array_values((require __DIR__ . '/words.php')['secrets']);
echo json_encode(['home' => home_url('/'), 'timezone' => wp_timezone_string(), 'must_not_appear' => $secrets, 'posts' => $posts], JSON_THROW_ON_ERROR);
