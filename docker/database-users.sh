# Run by MariaDB's image when it makes the database. Two users: "followthrough" owns the tables and makes them at a start;
# the nodes work as "followthrough_app", which can't change or delete what is recorded. Its other rights it gets from the owner.
docker_process_sql <<SQL
CREATE USER 'followthrough_app'@'%' IDENTIFIED BY '${APPLICATION_PASSWORD}';
GRANT SELECT ON followthrough.* TO 'followthrough_app'@'%';
GRANT ALL ON followthrough.* TO 'followthrough'@'%' WITH GRANT OPTION;
SQL
