package org.followthrough.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipFile;

import org.apache.commons.csv.CSVRecord;
import org.followthrough.cases.Closing;
import org.followthrough.journey.Diagrams;
import org.followthrough.proof.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tables that can be opened in a spreadsheet without harm, and archives of them that
 * can't be opened unless they are complete.
 */
class CsvWriterTests {

	private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

	private static final Provenance ABOUT = new Provenance(CaseSelection.ALL, NOW, "auditor1",
			new Checkpoint(1, new byte[32], NOW, "signer", "log\n1\nroot\n\n— log signature\n"));

	private final ExportMapper rows = mock(ExportMapper.class);

	private final CaseLog log = new CaseLog(this.rows, new Models(mock(Diagrams.class)), CaseSelection.ALL);

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1",
			"=HYPERLINK(\"http://evil.example\";\"a, b\")" })
	void noCellIsAFormula(String hostile) throws IOException {
		exist(of(hostile));
		given(this.rows.entries(any())).willReturn(List.of(new ExportMapper.Row("FT-1", 1,
				"""
						{"action":"case.owner","actor":%s,"actorKind":"person","at":"2026-11-29T12:00:00Z","details":{},"door":"page"}
						"""
					.formatted(new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(hostile)))));
		try (ZipFile archive = new ZipFile(written().toFile())) {
			CSVRecord one = ExportCheck.rows(archive, "cases.csv").get(0);
			assertThat(List.of(one.get("product"), one.get("owner"), one.get("team"))).containsOnly("'" + hostile);
			assertThat(ExportCheck.rows(archive, "events.csv").get(0).get("resource")).isEqualTo("'" + hostile);
		}
	}

	@Test
	void anArchiveThatBrokeOffCannotBeOpened() throws IOException {
		exist(of("Printer"));
		given(this.rows.entries(any())).willThrow(new IllegalStateException("gone"));
		ByteArrayOutputStream sent = new ByteArrayOutputStream();
		assertThatThrownBy(() -> new CsvWriter().write(this.log, ABOUT, sent)).hasMessage("gone");
		Path file = Files.write(this.folder.resolve("half.zip"), sent.toByteArray());
		assertThat(Files.size(file)).isPositive();
		assertThatThrownBy(() -> new ZipFile(file.toFile())).isInstanceOf(IOException.class);
	}

	private void exist(LoggedCase one) {
		given(this.rows.cases(any(), isNull(), anyInt())).willReturn(List.of(one));
	}

	private Path written() throws IOException {
		ByteArrayOutputStream sent = new ByteArrayOutputStream();
		new CsvWriter().write(this.log, ABOUT, sent);
		return Files.write(this.folder.resolve("whole.zip"), sent.toByteArray());
	}

	private static LoggedCase of(String hostile) {
		return new LoggedCase(1, "FT-1", 7, "impaired", "mail", "high", 50, hostile, hostile, null, hostile, NOW, null,
				NOW, Closing.CONFIRMED, null, null, 0, 1);
	}

}
