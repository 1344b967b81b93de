<?php
/* Fills one installed blog with its posts, pages, comments and pings, once. The same blog gets the same content, always. */
require getenv('COURSE_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
if (get_option('course_seeded')) exit;
$posts = require __DIR__ . '/posts.php';
$blog = array_values(require __DIR__ . '/' . (getenv('COURSE_BLOGS') ?: 'blogs.php'))[getenv('COURSE_BLOG') - 1];
$words = ($blog['words'] ?? []) + require __DIR__ . '/words.php';
const DEFAULTS = [
    'comments_per_page' => 20, 'posts_per_page' => 8, 'posts_per_rss' => 10, 'comment_moderation' => 0, 'use_smilies' => 1,
    'comment_previously_approved' => 0, 'close_comments_for_old_posts' => 0, 'default_pingback_flag' => 0,
];
mt_srand((int) getenv('COURSE_BLOG'));
wp_set_current_user(1);
kses_remove_filters();
remove_action('do_pings', 'do_all_pings');
remove_action('publish_post', '_publish_post_hook', 5);

function one_of(array $list) {
    return $list[mt_rand(0, count($list) - 1)];
}

function some_of(array $list, int $n): array {
    for ($i = count($list) - 1; $i > 0; $i--) {
        $j = mt_rand(0, $i);
        [$list[$i], $list[$j]] = [$list[$j], $list[$i]];
    }
    $some = array_slice($list, 0, $n);
    sort($some);
    return $some;
}

function plain(string $html): string {
    return trim(preg_replace('/\s+/u', ' ', html_entity_decode(strip_tags($html), ENT_QUOTES | ENT_HTML5, 'UTF-8')));
}

/* Prose. */

function sentence(): string {
    global $words;
    $names = ['{topic}' => one_of($words['topic']), '{place}' => one_of($words['place']), '{person}' => one_of($words['person'])];
    return ucfirst(strtr(one_of($words['sentences']), $names));
}

function citing(array $work): string {
    global $words;
    [$who, $year] = $work;
    $names = ['{cite}' => str_replace(' & ', ' and ', $who) . ($year ? " ($year)" : ''), '{pcite}' => '(' . str_replace('&', '&amp;', $who) . ($year ? ", $year" : '') . ')'];
    return strtr(one_of($words['citing']), $names);
}

function paragraph(array $works): string {
    $sentences = array_map('sentence', range(1, mt_rand(4, 7)));
    if ($works && mt_rand(0, 2)) $sentences[] = citing(one_of($works));
    return '<p>' . implode(' ', $sentences) . '</p>';
}

function listed(string $heading, string $list, array $entries): array {
    $items = implode('', array_map(fn($e) => "<li>$e</li>", $entries));
    $notes = array_map(fn($n, $e) => "<li id=\"fn-$n\">$e <a href=\"#fnref-$n\">&#8617;</a></li>", range(1, count($entries)), $entries);
    $chunks = [
        'paragraphs' => array_map(fn($e) => "<p>$e</p>", $entries),
        'hanging' => array_map(fn($e) => "<p style=\"padding-left: 30px; text-indent: -30px;\">$e</p>", $entries),
        'ul' => ["<ul>$items</ul>"],
        'ol' => ["<ol>$items</ol>"],
        'br' => ["<p>$heading<br />" . implode('<br />', $entries) . '</p>'],
        'footnotes' => ['<ol class="footnotes">' . implode('', $notes) . '</ol>'],
    ][$list];
    return $heading && $list !== 'br' ? [$heading, ...$chunks] : $chunks;
}

/* As the classic editor leaves it, or the block editor. */
function edited(array $chunks, bool $blocks): string {
    $names = ['p' => 'paragraph', 'h2' => 'heading', 'h3' => 'heading', 'h4' => 'heading', 'ul' => 'list', 'ol' => 'list', 'pre' => 'code', '!' => ''];
    foreach ($chunks as &$chunk) {
        $tag = preg_match('~^<(!|\w+)~', $chunk, $found) ? $found[1] : 'shortcode';
        $name = $names[$tag] ?? ($tag === 'shortcode' ? $tag : 'html');
        if (!$blocks) $chunk = preg_replace('~^<p>(.*)</p>$~s', '$1', $chunk);
        elseif ($name) $chunk = "<!-- wp:$name -->\n$chunk\n<!-- /wp:$name -->";
    }
    return implode("\n\n", $chunks);
}

/* People, pictures and words of the blog. */

function authors(array $people): array {
    foreach ($people as $i => [$login, $name, $url]) {
        $row = ['user_login' => $login, 'user_email' => "$login@example.invalid", 'display_name' => $name, 'user_url' => $url, 'role' => 'author'];
        if ($i === 0) wp_update_user(['ID' => 1, 'display_name' => $name, 'user_url' => $url]);
        else wp_insert_user($row + ['user_pass' => "of $login"]);
    }
    return get_users(['fields' => 'ID', 'orderby' => 'ID']);
}

function picture(string $label, int $width, int $height): int {
    $file = wp_upload_dir(null)['path'] . '/' . sanitize_title($label) . '.jpg';
    $image = imagecreatetruecolor($width, $height);
    imagestring($image, 5, 20, 20, $label, imagecolorallocate($image, 255, 255, 255));
    imagejpeg($image, $file, 70);
    $id = wp_insert_attachment(['post_mime_type' => 'image/jpeg', 'post_title' => $label, 'post_excerpt' => "$label (caption)", 'post_status' => 'inherit'], $file);
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $file));
    return $id;
}

/* When post number n is written: over a year, or in its week of the course. */
function posted(int $hour, int $minute, int $second, int $n): int {
    global $blog;
    if (!isset($blog['starts'])) return gmmktime($hour, $minute, $second, 2 + intdiv($n, 4), 1 + ($n * 5) % 27, $blog['year']);
    $day = ($blog['week'][$n - 1] - 1) * 7 + ($n * 3 + $blog['days']) % 6;
    return strtotime("{$blog['starts']} $hour:$minute:$second UTC") + $day * 86400;
}

function add_post(array $post, int $n): int {
    global $blog, $words, $authors, $categories, $filled;
    $group = $post['references'] ?? 0;
    $works = is_int($group) ? some_of($words['references']['apa'], $group) : $words['references'][$group];
    $chunks = [];
    foreach ($post['body'] as $part) {
        if (is_int($part)) for ($i = 0; $i < $part; $i++) $chunks[] = paragraph($works);
        elseif ($part === LISTED) array_push($chunks, ...listed($post['heading'], $post['list'], array_column($works, 2)));
        else $chunks[] = strtr($part, $filled);
    }
    $time = posted(mt_rand(6, 23), mt_rand(0, 59), mt_rand(0, 59), $n);
    $tags = $words['tags'];
    $row = ($post['row'] ?? []) + [
        'post_title' => strtr($post['title'], $filled), 'post_content' => edited($chunks, $blog['blocks']), 'post_status' => 'publish', 'post_type' => 'post',
        'post_author' => $authors[$n % count($authors)], 'post_date' => gmdate('Y-m-d H:i:s', $time), 'comment_status' => 'open', 'ping_status' => 'open',
        'post_parent' => isset($post['under']) ? get_page_by_path($post['under'])->ID : 0,
    ];
    if ($row['post_type'] === 'post') $row += [
        'post_category' => [$categories[$n % count($categories)], $categories[($n * 3 + 1) % count($categories)]],
        'tags_input' => [$tags[$n % count($tags)], $tags[($n * 5 + 2) % count($tags)]],
    ];
    $id = wp_insert_post(wp_slash($row), true);
    if (is_wp_error($id)) exit("{$post['title']}: {$id->get_error_message()}\n");
    finish_post($id, $row['post_type'], $n % 4 === 1 ? $time + 263911 : null);
    if (isset($post['format'])) set_post_format($id, $post['format']);
    if (isset($post['list'])) update_post_meta($id, 'course_references', wp_slash(['heading' => plain($post['heading']), 'entries' => array_map('plain', array_column($works, 2))]));
    return $id;
}

/* The guid as the editor leaves it; the time of a later change. */
function finish_post(int $id, string $type, ?int $changed): void {
    global $wpdb;
    $row = ['guid' => home_url('/?' . ($type === 'page' ? 'page_id' : 'p') . "=$id")];
    if ($changed) $row += ['post_modified' => gmdate('Y-m-d H:i:s', $changed), 'post_modified_gmt' => get_gmt_from_date(gmdate('Y-m-d H:i:s', $changed))];
    $wpdb->update($wpdb->posts, $row, ['ID' => $id]);
    clean_post_cache($id);
}

/* Comments and pings. */

function add_comment(int $post, string $text, array $who, int $parent = 0, string $type = 'comment', $approved = 1): int {
    static $count = 0;
    $count++;
    $time = $parent ? strtotime(get_comment($parent)->comment_date . ' UTC') + mt_rand(300, 90000) : strtotime(get_post($post)->post_date . ' UTC') + 18000 + $count * 1861;
    $local = gmdate('Y-m-d H:i:s', $time);
    return wp_insert_comment(wp_slash([
        'comment_post_ID' => $post, 'comment_author' => $who[0], 'comment_author_url' => $who[1], 'user_id' => $who[2] ?? 0,
        'comment_author_email' => $type === 'comment' ? sprintf('%u@example.invalid', crc32($who[0])) : '', 'comment_content' => $text, 'comment_type' => $type,
        'comment_parent' => $parent, 'comment_date' => $local, 'comment_date_gmt' => get_gmt_from_date($local), 'comment_approved' => $approved,
    ]));
}

function author_of(int $post): array {
    $user = get_userdata(get_post($post)->post_author);
    return [$user->display_name, $user->user_url, $user->ID];
}

function talk(int $post, int $comments): void {
    global $words;
    for ($i = 0, $last = 0; $i < $comments; $i++) {
        $text = one_of($words['comments']) . (mt_rand(0, 3) ? '' : "\n\n" . one_of($words['comments']));
        $last = add_comment($post, $text, mt_rand(0, 5) ? one_of($words['guests']) : author_of($post), mt_rand(0, 2) ? 0 : $last);
    }
}

function say(int $post, array $said): void {
    global $words, $filled;
    $ids = [];
    foreach ($said as $one) {
        $by = $one['by'] ?? 0;
        $ids[] = add_comment($post, strtr($one['text'], $filled), $by === 'author' ? author_of($post) : $words['guests'][$by], isset($one['to']) ? $ids[$one['to']] : 0, 'comment', $one['approved'] ?? 1);
    }
}

function ping(int $post, int $pingbacks, int $trackbacks): void {
    global $words;
    for ($i = 0; $i < $pingbacks + $trackbacks; $i++) {
        $who = $words['linking'][$i % count($words['linking'])];
        if ($i < $pingbacks) add_comment($post, one_of($words['excerpts']), $who, 0, 'pingback');
        else add_comment($post, "<strong>$who[0]</strong>\n\nA short reply to this post from the other side of the course, about who the audience is...", $who, 0, 'trackback');
    }
}

foreach ($blog['options'] + DEFAULTS as $name => $value) update_option($name, $value);
$wp_rewrite->permalink_structure = $blog['options']['permalink_structure'];
update_option('rewrite_rules', ''); // the first web request makes them
wp_delete_post(1, true); // Hello world!
wp_delete_post(2, true); // Sample Page
$authors = authors($words['authors']);
$categories = array_map('wp_create_category', $words['categories']);
$images = [picture('Question wall', 900, 600), picture('Tally sheet', 700, 900)];
$filled = ['{course}' => $blog['course'], '{home}' => untrailingslashit(home_url()), '{images}' => implode(',', $images)];
foreach ($images as $i => $id) $filled["{image $i}"] = wp_get_attachment_url($id);
foreach ($words['secrets'] as $name => $secret) $filled["{secret $name}"] = $secret;
foreach ($posts as $n => $post) {
    if (in_array($n + 1, $blog['without'] ?? [])) continue;
    $id = add_post($post, $n + 1);
    talk($id, $post['comments'] ?? 0);
    say($id, $post['said'] ?? []);
    ping($id, $post['pingbacks'] ?? 0, $post['trackbacks'] ?? 0);
}
update_option('course_seeded', 1);
