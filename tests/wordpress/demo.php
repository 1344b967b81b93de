<?php
/* The blogs of `coursekeep demo`, for COURSE_BLOGS: blogs.php's first three as one course of 14 weeks, each with its owner.
   `week` says in which week each of posts.php stands, `days` how many days later than its classmates this one writes,
   `without` what it never wrote; `words` go before those of words.php. */
[$ngaire, $kiri, $daniel] = array_map(fn($k) => preg_replace_callback('/\d+$/', fn($port) => $port[0] + $k - getenv('COURSE_BLOG'), getenv('COURSE_HOME')), [1, 2, 3]);
$owners = [['ngaire', 'Ngaire Thompson', "$ngaire/"], ['kiri', 'Kiri Waititi', "$kiri/"], ['dmensah', 'Daniel Mensah', "$daniel/"]];
$others = array_column(array_diff_key($owners, [getenv('COURSE_BLOG') - 1 => 0]), null);
$peers = array_map(fn($one) => array_slice($one, 1), $others);
$tutor = ['Dr. Helena Å. Lindqvist', 'http://staff.example.edu/hlindqvist'];
$week = [3, 2, 2, 4, 8, 7, 5, 5, 6, 6, 3, 9, 9, 8, 10, 10, 1, 14, 4, 11, 7, 13, 1, 11, 12, 12, 13, 5, 10, 12, 12, 1, 1, 1];
$words = require __DIR__ . '/words.php';
$guests = [...$peers, $tutor, ...array_slice($words['guests'], 3), ...$peers, $tutor, ...$peers];
$linking = [['Feedback that somebody can use « Notes of a classmate', "{$peers[0][1]}?p=8"], ...array_slice($words['linking'], 1)];
$without = [[], [9, 10, 21, 25], [2, 5, 12, 15, 18, 22, 29]];
$blogs = array_slice(array_values(require __DIR__ . '/blogs.php'), 0, 3);
return array_map(fn($k, $blog) => ['course' => 'EDUC 6100', 'starts' => '2024-02-19', 'week' => $week, 'days' => 2 * $k, 'without' => $without[$k],
    'words' => ['authors' => [$owners[$k]], 'guests' => $guests, 'linking' => $linking]] + $blog, array_keys($blogs), $blogs);
