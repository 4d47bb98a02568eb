package org.followthrough.webhooks;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where programs of others are told what happens.
 *
 * @param id its row
 * @param url its address
 * @param description whose it is, in an administrator's words
 * @param types what it hears, with commas between; {@value #ALL} for everything
 * @param addedAt when it was added
 * @param active whether it is told anything
 * @param offBecause why it isn't; null while it is
 * @param succeededAt when it last took something
 * @param failingSince since when it has taken nothing although it was tried; null while
 * all is well
 * @param quietUntil until when it is left alone; null for no such time
 */
record Endpoint(long id, String url, String description, String types, Instant addedAt, boolean active,
		@Nullable String offBecause, @Nullable Instant succeededAt, @Nullable Instant failingSince,
		@Nullable Instant quietUntil) {

	static final String ALL = "*";

	public boolean hearsAll() {
		return this.types.equals(ALL);
	}

	public List<String> typeList() {
		return hearsAll() ? List.of() : List.of(this.types.split(","));
	}

}
