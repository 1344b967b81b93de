<?php
/* Empties one blog and fills it from a WordPress export file, in the manner of the plugin wordpress-importer (0.8): the same functions
   of WordPress, in the same order, with the same handling of numbers, authors and parents. The plugin itself is in no package of Debian.
   php import_wxr.php FILE */
require getenv('COURSE_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
require_once ABSPATH . 'wp-admin/includes/post.php';
define('WP_IMPORTING', true);
wp_set_current_user(1);
remove_action('do_pings', 'do_all_pings');

/* As after an installation: the first user, the first category, nothing else. */
foreach (['posts', 'postmeta', 'comments', 'commentmeta', 'term_relationships'] as $table) $wpdb->query("TRUNCATE {$wpdb->$table}");
foreach (['terms' => 'term_id', 'term_taxonomy' => 'term_id', 'termmeta' => 'term_id', 'users' => 'ID', 'usermeta' => 'user_id'] as $table => $key) {
    $wpdb->query("DELETE FROM {$wpdb->$table} WHERE $key > 1");
    $wpdb->query("ALTER TABLE {$wpdb->$table} AUTO_INCREMENT = 2");
}
wp_cache_flush();

function fail(string $what, WP_Error $error): void {
    fwrite(STDERR, "$what: {$error->get_error_message()}\n");
    exit(1);
}

$xml = simplexml_load_file($argv[1], 'SimpleXMLElement', LIBXML_NONET);
if (!$xml || !preg_match('/^\d+\.\d+$/', (string) ($xml->xpath('/rss/channel/wp:wxr_version')[0] ?? ''))) exit("this is no WXR file\n");
$spaces = $xml->getDocNamespaces();
$channel = $xml->channel;

/* The elements of WordPress's own namespace in a node, by name. */
function fields_of(SimpleXMLElement $node): array {
    global $spaces;
    $row = [];
    foreach ($node->children($spaces['wp']) as $name => $value) $row[$name] = (string) $value;
    return $row;
}

/* Authors: a login that is here already is that user. */
$users = $numbers = [];
foreach ($channel->children($spaces['wp'])->author as $node) {
    $author = fields_of($node);
    $login = sanitize_user($author['author_login'], true);
    $user = username_exists($login) ?: wp_insert_user([
        'user_login' => $login, 'user_pass' => wp_generate_password(), 'user_email' => $author['author_email'], 'display_name' => $author['author_display_name'],
    ]);
    if (is_wp_error($user)) fail("author $login", $user);
    $users[$login] = $numbers[(int) $author['author_id']] = $user;
}
foreach ($channel->children($spaces['wp'])->category as $node) {
    $term = fields_of($node);
    if (term_exists($term['category_nicename'], 'category')) continue;
    $made = wp_insert_category(['category_nicename' => $term['category_nicename'], 'category_parent' => 0, 'cat_name' => wp_slash($term['cat_name'])], true);
    if (is_wp_error($made)) fail("category {$term['cat_name']}", $made);
}
foreach ($channel->children($spaces['wp'])->tag as $node) {
    $term = fields_of($node);
    if (term_exists($term['tag_slug'], 'post_tag')) continue;
    $made = wp_insert_term(wp_slash($term['tag_name']), 'post_tag', ['slug' => $term['tag_slug']]);
    if (is_wp_error($made)) fail("tag {$term['tag_name']}", $made);
}

function add_terms(int $post, SimpleXMLElement $item): void {
    $set = [];
    foreach ($item->category as $node) {
        [$domain, $slug] = [(string) $node['domain'], (string) $node['nicename']];
        $found = term_exists($slug, $domain) ?: wp_insert_term((string) $node, $domain, ['slug' => $slug]);
        if (is_wp_error($found)) fail("term $node", $found);
        $set[$domain][] = (int) $found['term_id'];
    }
    foreach ($set as $domain => $ids) wp_set_post_terms($post, $ids, $domain);
}

/* Comments by number, so that a parent is there before its answers. */
function add_comments(int $post, array $said): void {
    global $numbers;
    $made = [];
    ksort($said);
    foreach ($said as $number => $comment) {
        $row = ['comment_post_ID' => $post];
        foreach (['author', 'author_email', 'author_IP', 'author_url', 'date', 'date_gmt', 'content', 'approved', 'type', 'parent'] as $name) $row["comment_$name"] = $comment["comment_$name"];
        if (isset($numbers[$comment['comment_user_id']])) $row['user_id'] = $numbers[$comment['comment_user_id']];
        if (isset($made[$row['comment_parent']])) $row['comment_parent'] = $made[$row['comment_parent']];
        $made[$number] = wp_insert_comment(wp_filter_comment(wp_slash($row)));
    }
}

$posts = $orphans = [];
foreach ($channel->item as $item) {
    $row = fields_of($item);
    $author = sanitize_user((string) $item->children($spaces['dc'])->creator, true);
    $parent = (int) $row['post_parent'];
    if ($parent && !isset($posts[$parent])) $orphans[(int) $row['post_id']] = $parent;
    $post = wp_insert_post(wp_slash([
        'import_id' => (int) $row['post_id'], 'post_author' => $users[$author] ?? get_current_user_id(), 'post_date' => $row['post_date'],
        'post_date_gmt' => $row['post_date_gmt'], 'post_content' => (string) $item->children($spaces['content'])->encoded,
        'post_excerpt' => (string) $item->children($spaces['excerpt'])->encoded, 'post_title' => (string) $item->title, 'post_status' => $row['status'],
        'post_name' => $row['post_name'], 'comment_status' => $row['comment_status'], 'ping_status' => $row['ping_status'], 'guid' => (string) $item->guid,
        'post_parent' => $posts[$parent] ?? 0, 'menu_order' => (int) $row['menu_order'], 'post_type' => $row['post_type'], 'post_password' => $row['post_password'],
    ]), true);
    if (is_wp_error($post)) fail((string) $item->title, $post);
    $posts[(int) $row['post_id']] = $post;
    add_terms($post, $item);
    $said = [];
    foreach ($item->children($spaces['wp'])->comment as $node) $said[(int) $node->comment_id] = fields_of($node);
    add_comments($post, $said);
}
foreach ($orphans as $child => $parent) if (isset($posts[$parent])) $wpdb->update($wpdb->posts, ['post_parent' => $posts[$parent]], ['ID' => $posts[$child]]);
wp_cache_flush();
printf("%d posts, %d comments\n", count($posts), $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->comments"));
