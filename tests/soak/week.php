<?php
/* What happens on a blog in a week: a JSON list of things on stdin, each with its time; the numbers they got on stdout. */
require getenv('COURSE_ROOT') . '/wp-load.php';
wp_set_current_user(1);
kses_remove_filters();
remove_action('do_pings', 'do_all_pings');
remove_action('publish_post', '_publish_post_hook', 5);

function times(string $gmt, string $name): array {
    return [$name => get_date_from_gmt($gmt), "{$name}_gmt" => $gmt];
}

/* WordPress stamps changes with the clock of the machine; here the year has a clock of its own. */
function stamp(int $id, string $at): int {
    global $wpdb;
    $wpdb->update($wpdb->posts, times($at, 'post_modified'), ['ID' => $id]);
    clean_post_cache($id);
    return $id;
}

function write_post(array $do): int {
    $row = ['post_title' => $do['title'], 'post_content' => "<p>{$do['text']}</p>", 'post_status' => 'publish', 'comment_status' => 'open'];
    return stamp(wp_insert_post(wp_slash($row + times($do['at'], 'post_date'))), $do['at']);
}

function edit_post_(array $do): int {
    return stamp(wp_update_post(wp_slash(['ID' => $do['id'], 'post_content' => "<p>{$do['text']}</p>"])), $do['at']);
}

function write_comment(array $do): int {
    $row = ['comment_post_ID' => $do['post'], 'comment_content' => $do['text'], 'comment_author' => $do['author'], 'comment_author_url' => $do['url'] ?? '',
        'comment_type' => $do['type'] ?? 'comment', 'comment_approved' => $do['approved'] ?? 1];
    return wp_insert_comment(wp_slash($row + times($do['at'], 'comment_date')));
}

function permalinks(array $do): int {
    global $wp_rewrite;
    $wp_rewrite->set_permalink_structure($do['structure']);
    update_option('rewrite_rules', ''); // the next web request makes them
    return 0;
}

function theme(array $do): int {
    $themes = array_values(array_diff(array_keys(wp_get_themes()), [get_stylesheet()]));
    switch_theme($themes[0]);
    return 0;
}

$can = [
    'post' => 'write_post', 'edit' => 'edit_post_', 'comment' => 'write_comment', 'permalinks' => 'permalinks', 'theme' => 'theme',
    'approve' => fn($do) => (int) wp_set_comment_status($do['id'], 'approve'),
    'edit_comment' => fn($do) => (int) wp_update_comment(wp_slash(['comment_ID' => $do['id'], 'comment_content' => $do['text']])),
    'delete_comment' => fn($do) => (int) wp_delete_comment($do['id'], true),
    'delete' => fn($do) => (int) (bool) wp_delete_post($do['id'], true),
];
$numbers = [];
foreach (json_decode(stream_get_contents(STDIN), true) as $do) $numbers[] = $can[$do['do']]($do);
echo json_encode($numbers);
