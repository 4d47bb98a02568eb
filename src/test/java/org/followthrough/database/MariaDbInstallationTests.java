package org.followthrough.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisabledOnOs(OS.WINDOWS)
class MariaDbInstallationTests {

	@TempDir
	private Path folder;

	private Path server(String script) throws IOException {
		for (String name : new String[] { "mariadbd", "mariadb-install-db" }) {
			Path program = Files.writeString(this.folder.resolve(name), "#!/bin/sh\n" + script + "\n");
			Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		return this.folder.resolve("mariadbd");
	}

	@ParameterizedTest
	@ValueSource(strings = { "echo 'mariadbd  Ver 10.5.29-MariaDB-0+deb11u1 for debian-linux-gnu on x86_64'",
			"echo 'mysqld  Ver 8.0.43 for Linux on x86_64 (MySQL Community Server - GPL)'",
			"echo 'mariadbd: error while loading shared libraries: liburing.so.2'; exit 127" })
	void aNamedServerThatWontDoIsRefused(String script) throws IOException {
		Path server = server(script);
		assertThatExceptionOfType(DatabaseUnfit.class)
			.isThrownBy(() -> MariaDbInstallation.find(server, this.folder.resolve("unused")))
			.withMessageContaining(server.toString())
			.withMessageContaining("10.6 or newer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.6.0-MariaDB", "10.11.19-MariaDB-0+deb12u1", "12.1.2-MariaDB-log" })
	void aNamedServerThatIsNewEnoughIsTaken(String version) throws IOException {
		Path server = server("echo '/usr/sbin/mariadbd  Ver " + version + " for debian-linux-gnu on x86_64'");
		assertThat(MariaDbInstallation.find(server, this.folder.resolve("unused")).server()).isEqualTo(server);
	}

	@Test
	void aFileThatIsNoProgramIsRefused() throws IOException {
		Path file = Files.createFile(this.folder.resolve("mariadbd"));
		assertThatExceptionOfType(DatabaseUnfit.class)
			.isThrownBy(() -> MariaDbInstallation.find(file, this.folder.resolve("unused")));
	}

}
