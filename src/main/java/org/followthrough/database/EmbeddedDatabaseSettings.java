package org.followthrough.database;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the embedded database.
 *
 * @param data folder that holds everything the application keeps on this machine; made on
 * the first start
 * @param database the server that runs in it
 */
@ConfigurationProperties("followthrough")
record EmbeddedDatabaseSettings(@DefaultValue("data") Path data, @DefaultValue Server database) {

	/**
	 * Settings of the server.
	 *
	 * @param port port on loopback; 0 takes a free one at each start
	 * @param server path of the {@code mariadbd} to run; without it one that is installed
	 * on this machine is run, and else the packaged one
	 * @param packaged folder that the packaged one is unpacked into; without it a folder
	 * beside the data
	 */
	record Server(@DefaultValue("0") int port, @Nullable Path server, @Nullable Path packaged) {
	}

}
