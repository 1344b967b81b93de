<?php
/* A plugin: nothing leaves this machine, neither requests nor mail. */
add_filter('pre_http_request', fn() => new WP_Error('offline', 'no requests to the outside'), 1, 0);
add_filter('pre_wp_mail', '__return_true');
