#!/bin/sh
# What a container does: `web` (default), `worker`, `setup` (tables and static files, once per release), or any command.
set -eu
case "${1:-web}" in
    web)
        python -m script.lib.steps --static-only
        exec gunicorn -c deploy/gunicorn.conf.py
        ;;
    worker)
        shift
        exec python manage.py run_worker "$@"
        ;;
    setup)
        exec python -m script.lib.steps
        ;;
    *)
        exec "$@"
        ;;
esac
