<?php
/* One WordPress for all blogs: the address, the table prefix and the socket come from nginx or the environment. */
function course_setting(string $name): string {
    return $_SERVER[$name] ?? (getenv($name) ?: '');
}

define('DB_NAME', 'wp');
define('DB_USER', 'wp');
define('DB_PASSWORD', 'wp');
define('DB_HOST', 'localhost:' . course_setting('COURSE_SOCKET'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', course_setting('COURSE_HOME'));
define('WP_SITEURL', WP_HOME);
define('WP_CONTENT_URL', WP_HOME . '/wp-content');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
$table_prefix = course_setting('COURSE_PREFIX');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", md5("$name key"));
    define("{$name}_SALT", md5("$name salt"));
}
if (PHP_SAPI === 'cli') {
    $_SERVER += ['HTTP_HOST' => substr(WP_HOME, 7), 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REMOTE_ADDR' => '127.0.0.1'];
}
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
