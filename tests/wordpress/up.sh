#!/bin/bash
# A real WordPress, from Debian packages, with the blogs of a made-up course, on loopback only.
#   up.sh PORT [BLOGS=3] DIR   start; blog k answers at http://127.0.0.1:(PORT+k-1)/, what it holds goes to DIR/truth.json
#                              COURSE_TERM=FILE.json: with the blogs of that file (test_term.py writes it)
#                              COURSE_BLOGS=demo.php: the blogs of that file here instead of blogs.php; crawler/demo/make.py makes the demo of a crawl of them
#   up.sh stop DIR             stop what was started there
#                              COURSE_CACHE=1: the web server keeps answers for a day, for tests that ask for the same again and again
#   up.sh packages             the Debian packages it needs
#   up.sh check                say why it cannot start here, if it cannot
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
shipped=/usr/share/wordpress

packages() {
    echo wordpress php-fpm php-mysql php-xml php-mbstring php-gd mariadb-server nginx curl
    apt-cache pkgnames wordpress-theme-twenty
}

check() {
    [ "$(id -u)" = 0 ] || { echo "a real WordPress needs root, to start MariaDB and php-fpm as their own users"; return 1; }
    command -v dpkg-query >/dev/null || { echo "a real WordPress needs the packages of Debian"; return 1; }
    local missing=()
    for package in $(packages); do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || { echo "missing Debian packages (.ci/run installs them): ${missing[*]}"; return 1; }
}

pid() { cat "$dir/run/$1.pid" 2>/dev/null; }
alive() { [ -n "$(pid "$1")" ] && kill -0 "$(pid "$1")" 2>/dev/null; }

stop() {
    for server in nginx php-fpm mariadb; do
        alive $server || continue
        kill "$(pid $server)"
        for _ in $(seq 600); do alive $server || continue 2; sleep 0.1; done
        kill -9 "$(pid $server)"
    done
}

folders() {
    mkdir -p "$dir"/{run,log,etc,db,uploads}
    touch "$dir/log/php.log"
    chown mysql "$dir/db" "$dir/run"
    chown www-data "$dir/uploads" "$dir/log/php.log"
    mkdir -p "$dir/wordpress/wp-content/mu-plugins"
    cp -L $shipped/*.php "$dir/wordpress/"
    cp "$here/wp-config.php" "$dir/wordpress/"
    cp "$here/offline.php" "$here/gates.php" "$dir/wordpress/wp-content/mu-plugins/"
    ln -sfn "$dir/uploads" "$dir/wordpress/wp-content/uploads"
    for part in wp-admin wp-includes wp-content/themes; do ln -sfn "$shipped/$part" "$dir/wordpress/$part"; done
}

database() {
    [ -d "$dir/db/mysql" ] || mariadb-install-db --no-defaults --user=mysql --datadir="$dir/db" --skip-test-db \
        --auth-root-authentication-method=normal >"$dir/log/install.log" 2>&1
    alive mariadb || setsid mariadbd --no-defaults --user=mysql --datadir="$dir/db" --socket="$dir/run/mariadb.sock" \
        --pid-file="$dir/run/mariadb.pid" --skip-networking --skip-log-bin --innodb-flush-log-at-trx-commit=0 \
        --character-set-server=utf8mb4 >"$dir/log/mariadb.log" 2>&1 </dev/null &
    local client=(mariadb --no-defaults -uroot -S "$dir/run/mariadb.sock")
    for _ in $(seq 480); do "${client[@]}" -e 'select 1' >/dev/null 2>&1 && break; sleep 0.25; done
    "${client[@]}" -e "create database if not exists wp character set utf8mb4;
        create user if not exists wp@localhost identified by 'wp'; grant all on wp.* to wp@localhost"
}

environment() { # of blog $1, for PHP on the command line
    export COURSE_ROOT=$dir/wordpress COURSE_SOCKET=$dir/run/mariadb.sock
    export COURSE_HOME=http://127.0.0.1:$((port + $1 - 1)) COURSE_PREFIX=b${1}_ COURSE_BLOG=$1
}

fill() { # blog $1
    environment "$1"
    php -d error_reporting=1 "$here/install.php"
    php -d error_reporting=1 "$here/$([ -n "${COURSE_TERM:-}" ] && echo term.php || echo seed.php)"
}

php_fpm() {
    cat >"$dir/etc/php-fpm.conf" <<END
[global]
pid = $dir/run/php-fpm.pid
error_log = $dir/log/php-fpm.log
[www]
user = www-data
group = www-data
listen = $dir/run/php.sock
listen.owner = www-data
pm = static
pm.max_children = 3
php_admin_value[error_log] = $dir/log/php.log
END
    local programs=(/usr/sbin/php-fpm*)
    alive php-fpm || "${programs[-1]}" -y "$dir/etc/php-fpm.conf"
}

server() { # of blog $1
    environment "$1"
    cat <<END
  server {
    listen ${COURSE_HOME#http://};
    root $COURSE_ROOT;
    index index.php;
    location / { try_files \$uri \$uri/ /index.php\$is_args\$args; }
    location ~ ^(.+?\.php)(/.*)?\$ {
      try_files \$1 /index.php;
      include /etc/nginx/fastcgi_params;
      fastcgi_param HTTP_HOST ${COURSE_HOME#http://};
      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
      fastcgi_param COURSE_HOME $COURSE_HOME;
      fastcgi_param COURSE_PREFIX $COURSE_PREFIX;
      fastcgi_param COURSE_SOCKET $COURSE_SOCKET;
      fastcgi_pass unix:$dir/run/php.sock;
      fastcgi_buffers 64 32k;
      fastcgi_buffer_size 64k;
      ${COURSE_CACHE:+fastcgi_cache kept; fastcgi_cache_key \$http_host\$request_uri; fastcgi_cache_valid any 1d;}
      ${COURSE_CACHE:+fastcgi_ignore_headers Cache-Control Expires Vary;}
    }
  }
END
}

web() {
    {
        echo "user www-data; worker_processes 1; pid $dir/run/nginx.pid; error_log $dir/log/nginx.log;"
        echo "events { worker_connections 512; }"
        echo "http {"
        echo "  log_format hosts '\$http_host \$remote_addr [\$time_iso8601] \"\$request\" \$status \"\$http_user_agent\"';"
        echo "  include /etc/nginx/mime.types; access_log $dir/log/access.log hosts; client_body_temp_path $dir/run/body;"
        echo "  fastcgi_temp_path $dir/run/fastcgi; proxy_temp_path $dir/run/proxy; uwsgi_temp_path $dir/run/uwsgi;"
        echo "  scgi_temp_path $dir/run/scgi;"
        echo "  ${COURSE_CACHE:+fastcgi_cache_path $dir/run/cache keys_zone=kept:1m inactive=1d;}"
        for k in $(seq "$blogs"); do server "$k"; done
        echo "}"
    } >"$dir/etc/nginx.conf"
    if alive nginx; then kill -HUP "$(pid nginx)"; else nginx -e "$dir/log/nginx.log" -c "$dir/etc/nginx.conf"; fi
}

truth() {
    for k in $(seq "$blogs"); do
        environment "$k"
        curl -fsS -o "$dir/log/home.html" --retry 20 --retry-connrefused --retry-delay 1 "$COURSE_HOME/"
        php -d error_reporting=1 "$here/truth.php" >"$dir/truth-$k.json"
    done
    php -r 'array_shift($argv); echo json_encode(array_map(fn($f) => json_decode(file_get_contents($f)), $argv), 448);' \
        $(seq -f "$dir/truth-%g.json" "$blogs") >"$dir/truth.json"
}

case ${1:-} in
    packages) packages; exit ;;
    check) check >&2; exit ;;
    stop) dir=$(realpath -m "$2"); stop; exit ;;
esac
[ $# = 2 ] && set -- "$1" 3 "$2"
[ $# = 3 ] || { sed -n '2,8s/^# *//p' "$0" >&2; exit 2; }
port=$1 blogs=$2 dir=$(realpath -m "$3")
check >&2
folders
database
for k in $(seq "$blogs"); do fill "$k"; done
php_fpm
web
truth
