package org.followthrough.erasure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks into every column of every table that can hold words or bytes, the engine's
 * included, with SQL of its own.
 */
final class EveryColumn {

	private final JdbcTemplate database;

	EveryColumn(JdbcTemplate database) {
		this.database = database;
	}

	/** The columns by table. */
	Map<String, Set<String>> all() {
		Map<String, Set<String>> columns = new LinkedHashMap<>();
		this.database.query(
				"""
						SELECT c.TABLE_NAME, c.COLUMN_NAME FROM information_schema.COLUMNS c
						JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
						WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE' AND (c.DATA_TYPE LIKE '%char'
						  OR c.DATA_TYPE LIKE '%text' OR c.DATA_TYPE LIKE '%blob' OR c.DATA_TYPE LIKE '%binary' OR c.DATA_TYPE = 'json')
						ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION""",
				(row) -> {
					columns.computeIfAbsent(row.getString(1), (table) -> new TreeSet<>()).add(row.getString(2));
				});
		return columns;
	}

	/** Where one of some texts is, whatever its case. */
	Set<String> with(String... texts) {
		Set<String> found = new TreeSet<>();
		all().forEach((table, columns) -> {
			List<String> parts = new ArrayList<>();
			List<Object> given = new ArrayList<>();
			for (String column : columns) {
				List<String> hits = new ArrayList<>();
				for (String text : texts) {
					hits.add("LOCATE(?, LOWER(CONVERT(`" + column + "` USING latin1))) > 0 OR LOCATE(?, `" + column
							+ "`) > 0");
					given.add(text.toLowerCase(java.util.Locale.ROOT));
					given.add(text.getBytes(StandardCharsets.UTF_8));
				}
				parts.add("COALESCE(MAX(" + String.join(" OR ", hits) + "), 0) AS `" + column + "`");
			}
			Map<String, Object> row = this.database
				.queryForMap("SELECT " + String.join(", ", parts) + " FROM `" + table + "`", given.toArray());
			row.forEach((column, hit) -> {
				if (((Number) hit).intValue() == 1) {
					found.add(table + "." + column);
				}
			});
		});
		return found;
	}

}
