package org.followthrough.database;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Random;

import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Files in the database.
 */
@FollowthroughTest
class FilesTests {

	@Autowired
	private Files files;

	@Autowired
	private JdbcTemplate database;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000 })
	void areKeptByteForByte(int size) throws Exception {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		Files.Kept kept = this.files.keep(new ByteArrayInputStream(content));
		assertThat(kept.size()).isEqualTo(size);
		assertThat(kept.sha256()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
		ByteArrayOutputStream copy = new ByteArrayOutputStream();
		this.files.copy(kept.id(), copy);
		assertThat(copy.toByteArray()).isEqualTo(content);
	}

	@Test
	void thatBreakOffLeaveNothingBehind() {
		Integer before = count();
		InputStream broken = new InputStream() {

			private int given;

			@Override
			public int read() throws IOException {
				if (this.given++ > 3_000_000) {
					throw new IOException("The line is dead.");
				}
				return 'x';
			}

		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.files.keep(broken));
		assertThat(count()).isEqualTo(before);
	}

	private Integer count() {
		return this.database.queryForObject("SELECT COUNT(*) FROM file_piece", Integer.class);
	}

}
