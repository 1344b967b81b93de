<?php
/* Installs one blog and chooses its theme, once. The theme is loaded at the next start, when seed.php runs. */
define('WP_INSTALLING', true);
require getenv('COURSE_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
if (is_blog_installed()) exit;
$blog = array_values(require __DIR__ . '/blogs.php')[getenv('COURSE_BLOG') - 1] ?? ['options' => ['blogname' => 'A course blog']];
wp_install($blog['options']['blogname'], 'ngaire', 'ngaire@example.invalid', true, '', 'a password');
$themes = array_keys(wp_get_themes());
sort($themes);
switch_theme($themes[(getenv('COURSE_BLOG') - 1) % count($themes)]);
