package org.followthrough.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * Makes the engine's tables from the engine's own scripts, changed in three ways: utf8mb4
 * instead of three-byte utf8, so that an emoji doesn't fail a case; milliseconds in every
 * time, so that order survives; and the indexes that removing a task and paging through
 * tasks by their due time need.
 */
class EngineTables implements JavaMigration {

	private static final String SCRIPTS = "classpath:org/camunda/bpm/engine/db/create/activiti.mysql.create.%s.sql";

	private static final List<String> PARTS = List.of("engine", "history", "identity", "case.engine", "case.history",
			"decision.engine", "decision.history");

	private static final Pattern CHARSET = Pattern.compile("CHARSET=utf8 COLLATE utf8_bin", Pattern.CASE_INSENSITIVE);

	private static final Pattern TIME = Pattern.compile("(?im)^(\\s*\\w+_\\s+)(datetime|timestamp)\\b(?!\\()");

	private static final String MISSING_INDEXES = """
			create index FT_IDX_TASK_PARENT on ACT_RU_TASK(PARENT_TASK_ID_);
			create index FT_IDX_TASK_DUE on ACT_RU_TASK(ASSIGNEE_, DUE_DATE_, ID_);
			""";

	private final String script;

	EngineTables(ResourceLoader resources) {
		StringBuilder all = new StringBuilder();
		for (String part : PARTS) {
			all.append(read(resources, SCRIPTS.formatted(part))).append('\n');
		}
		String utf8mb4 = CHARSET.matcher(all).replaceAll("CHARSET=utf8mb4 COLLATE utf8mb4_bin");
		this.script = TIME.matcher(utf8mb4).replaceAll("$1datetime(3)") + MISSING_INDEXES;
	}

	private static String read(ResourceLoader resources, String location) {
		try {
			return resources.getResource(location).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public MigrationVersion getVersion() {
		return MigrationVersion.fromVersion("1");
	}

	@Override
	public String getDescription() {
		return "engine tables 7.24";
	}

	@Override
	public Integer getChecksum() {
		CRC32 checksum = new CRC32();
		checksum.update(this.script.getBytes(StandardCharsets.UTF_8));
		return (int) checksum.getValue();
	}

	@Override
	public boolean canExecuteInTransaction() {
		return false;
	}

	@Override
	public void migrate(Context context) {
		ScriptUtils.executeSqlScript(context.getConnection(), new EncodedResource(
				new ByteArrayResource(this.script.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
	}

}
