<?php
/* A plugin: a blog that asks everybody to log in, and one that has moved. */
add_action('init', function () {
    if (PHP_SAPI === 'cli' || ($GLOBALS['pagenow'] ?? '') === 'wp-login.php') return;
    $home = get_option('course_moved_to');
    if ($home) exit(wp_redirect($home . $_SERVER['REQUEST_URI'], 301));
    if (get_option('course_private')) auth_redirect();
});
