<?php
/* Fills one installed blog with its part of the term that COURSE_TERM names (JSON, from test_term.py), once. */
require getenv('COURSE_ROOT') . '/wp-load.php';
if (get_option('course_seeded')) exit;
$blog = json_decode(file_get_contents(getenv('COURSE_TERM')), true, 64, JSON_THROW_ON_ERROR)[getenv('COURSE_BLOG') - 1];
wp_set_current_user(1);
kses_remove_filters();
remove_action('do_pings', 'do_all_pings');
remove_action('publish_post', '_publish_post_hook', 5);

function add_post(array $post): int {
    $id = wp_insert_post(wp_slash([
        'post_title' => $post['title'], 'post_content' => $post['html'], 'post_status' => 'publish', 'post_author' => 1,
        'post_date' => $post['date'], 'post_modified' => $post['date'], 'tags_input' => $post['tags'],
    ]), true);
    if (is_wp_error($id)) exit("{$post['title']}: {$id->get_error_message()}\n");
    return $id;
}

function add_comment(int $post, array $said, int $parent): int {
    return wp_insert_comment(wp_slash([
        'comment_post_ID' => $post, 'comment_author' => $said['author'], 'comment_author_url' => $said['url'], 'user_id' => $said['owner'] ? 1 : 0,
        'comment_author_email' => sprintf('%u@example.invalid', crc32($said['author'])), 'comment_content' => $said['text'], 'comment_type' => 'comment',
        'comment_parent' => $parent, 'comment_date' => $said['date'], 'comment_date_gmt' => get_gmt_from_date($said['date']), 'comment_approved' => 1,
    ]));
}

foreach ($blog['options'] as $name => $value) update_option($name, $value);
$wp_rewrite->permalink_structure = get_option('permalink_structure');
update_option('rewrite_rules', ''); // the first web request makes them
wp_delete_post(1, true); // Hello world!
wp_delete_post(2, true); // Sample Page
wp_update_user(['ID' => 1, 'display_name' => $blog['owner'], 'user_url' => home_url('/')]);
foreach ($blog['posts'] as $post) {
    $id = add_post($post);
    $ids = [];
    foreach ($post['said'] as $said) $ids[$said['number']] = add_comment($id, $said, $ids[$said['parent']] ?? 0);
}
update_option('course_seeded', 1);
