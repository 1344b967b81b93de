<?php
/* The blogs of the course, in the order they are started: every way of permalinks, time zones, dates and comment paging. */
return [
    'a' => [
        'course' => 'EDUC 6100', 'year' => 2013, 'blocks' => false,
        'options' => [
            'blogname' => 'Teaching with Curiosity', 'blogdescription' => 'EDUC 6100 – a reflective journal',
            'permalink_structure' => '/%year%/%monthnum%/%day%/%postname%/', 'timezone_string' => 'Pacific/Auckland',
            'date_format' => 'F j, Y', 'time_format' => 'g:i a', 'show_avatars' => 1,
            'thread_comments' => 1, 'thread_comments_depth' => 5,
            'page_comments' => 1, 'default_comments_page' => 'newest', 'comment_order' => 'asc',
        ],
    ],
    'b' => [
        'course' => 'ETEC 510', 'year' => 2011, 'blocks' => false,
        'options' => [
            'blogname' => 'Room 12 Notebook', 'blogdescription' => 'Just another course weblog',
            'permalink_structure' => '', 'timezone_string' => '', 'gmt_offset' => -8,
            'date_format' => 'd/m/Y', 'time_format' => 'H:i', 'show_avatars' => 1,
            'thread_comments' => 0, 'thread_comments_depth' => 5,
            'page_comments' => 1, 'default_comments_page' => 'newest', 'comment_order' => 'desc',
        ],
    ],
    'c' => [
        'course' => 'DL-704', 'year' => 2015, 'blocks' => false,
        'options' => [
            'blogname' => 'Chalk & Circuits', 'blogdescription' => 'Postgraduate Diploma in Digital Learning',
            'permalink_structure' => '/%year%/%monthnum%/%postname%/', 'timezone_string' => 'Europe/London',
            'date_format' => 'jS F Y', 'time_format' => 'g.ia', 'show_avatars' => 0,
            'thread_comments' => 1, 'thread_comments_depth' => 3,
            'page_comments' => 0, 'default_comments_page' => 'newest', 'comment_order' => 'asc',
        ],
    ],
    'd' => [
        'course' => 'EDU8115', 'year' => 2009, 'blocks' => false,
        'options' => [
            'blogname' => 'The Long Lesson', 'blogdescription' => 'a class blog about learning to teach',
            'permalink_structure' => '/archives/%post_id%', 'timezone_string' => 'Australia/Adelaide',
            'date_format' => 'l, F jS, Y', 'time_format' => 'g:i A', 'show_avatars' => 1,
            'thread_comments' => 1, 'thread_comments_depth' => 4,
            'page_comments' => 1, 'default_comments_page' => 'oldest', 'comment_order' => 'asc',
        ],
    ],
    'e' => [
        'course' => 'TE 843', 'year' => 2023, 'blocks' => true,
        'options' => [
            'blogname' => 'Slow Pedagogy', 'blogdescription' => 'Notes from a practicum',
            'permalink_structure' => '/%postname%/', 'timezone_string' => 'America/New_York',
            'date_format' => 'M j, Y', 'time_format' => 'g:i A', 'show_avatars' => 1,
            'thread_comments' => 1, 'thread_comments_depth' => 5,
            'page_comments' => 1, 'default_comments_page' => 'oldest', 'comment_order' => 'asc',
        ],
    ],
    'f' => [
        'course' => 'BED 402', 'year' => 2018, 'blocks' => true,
        'options' => [
            'blogname' => 'Practicum Postcards', 'blogdescription' => 'Weekly posts from the placement',
            'permalink_structure' => '/index.php/%year%/%monthnum%/%day%/%postname%/', 'timezone_string' => '', 'gmt_offset' => 5.5,
            'date_format' => 'Y-m-d', 'time_format' => 'H:i:s', 'show_avatars' => 1,
            'thread_comments' => 1, 'thread_comments_depth' => 2,
            'page_comments' => 1, 'default_comments_page' => 'newest', 'comment_order' => 'asc',
        ],
    ],
];
