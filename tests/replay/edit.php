<?php
/* Changes the post with a title: its text gets another sentence at its end, and its last comment goes. Prints the comment's text. */
require getenv('COURSE_ROOT') . '/wp-load.php';
[, $title, $sentence] = $argv;
wp_set_current_user(1);
kses_remove_filters();
remove_action('do_pings', 'do_all_pings');
$post = get_page_by_title($title, OBJECT, 'post');
wp_update_post(wp_slash(['ID' => $post->ID, 'post_content' => "$post->post_content\n\n<p>$sentence</p>"]));
$gone = get_comments(['post_id' => $post->ID, 'type' => 'comment', 'number' => 1, 'orderby' => 'comment_ID', 'order' => 'DESC'])[0];
wp_delete_comment($gone->comment_ID, true);
echo trim(strip_tags($gone->comment_content));
