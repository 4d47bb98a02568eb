package org.followthrough.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.followthrough.testing.TestSettings;

import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Which nodes and sequence flows the cases of a test of the journey went through: the
 * flows by the audit, the nodes by the engine's history. Kept in a file for each test,
 * since the tests run in several processes.
 */
final class WaysTravelled {

	private static final String SQL = """
			SELECT CONCAT(JSON_VALUE(a.content, '$.details.process'), ' ', f.flow) FROM audit_entry a,
			  JSON_TABLE(a.content, '$.details.flows[*]' COLUMNS (flow VARCHAR(255) PATH '$')) f
			WHERE a.stream IN (:cases) AND a.action = 'journey.moved'
			UNION
			SELECT CONCAT(h.PROC_DEF_KEY_, ' ', h.ACT_ID_) FROM ACT_HI_ACTINST h
			JOIN ACT_HI_PROCINST p ON p.ID_ = h.PROC_INST_ID_ WHERE p.BUSINESS_KEY_ IN (:cases)
			""";

	private static final Path FOLDER = TestSettings.TARGET.resolve("ways-travelled");

	private static final Set<Path> BEGUN = ConcurrentHashMap.newKeySet();

	private final Path file;

	private WaysTravelled(Path file) {
		this.file = file;
	}

	static WaysTravelled by(Class<?> test) {
		return by(test.getName());
	}

	static WaysTravelled by(String test) {
		return new WaysTravelled(FOLDER.resolve(test + ".txt"));
	}

	/** Adds the ways of cases; what an earlier run of the tests left goes first. */
	void keep(List<String> cases, NamedParameterJdbcTemplate database) {
		try {
			if (BEGUN.add(this.file)) {
				Files.createDirectories(FOLDER);
				Files.deleteIfExists(this.file);
				Files.createFile(this.file);
			}
			if (!cases.isEmpty()) {
				Files.write(this.file, database.queryForList(SQL, Map.of("cases", cases), String.class),
						StandardOpenOption.APPEND);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean isKept() {
		return Files.exists(this.file);
	}

	/** As {@code process element}. */
	List<String> elements() {
		try {
			return Files.readAllLines(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
