package org.followthrough.journey;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A published version of a file.
 *
 * @param file its name: the key with the kind's suffix
 * @param kind what it is
 * @param key the id of the process, decision or form in it
 * @param name what people call it; the key when it has no name
 * @param version counted from 1
 * @param publishedAt when
 * @param source whence it came: {@code shipped}, {@code studio}, {@code page}; null for
 * what was deployed by hand
 * @param deployment the engine's id of what was published together
 * @param author whose work it is; null for what was published before this was noted
 * @param approver who has approved it; null if nobody had to
 * @param why what for; null for what was published before this was noted
 * @param content the file
 */
public record PublishedModel(String file, ModelKind kind, String key, String name, int version, Instant publishedAt,
		@Nullable String source, String deployment, @Nullable String author, @Nullable String approver,
		@Nullable String why, byte[] content) {

	static PublishedModel of(ModelMapper.Row row) {
		return new PublishedModel(row.kind().file(row.modelKey()), row.kind(), row.modelKey(),
				(row.name() != null && !row.name().isBlank()) ? row.name() : row.modelKey(), row.version(),
				row.publishedAt(), row.source(), row.deployment(), row.author(), row.approver(), row.why(),
				row.content());
	}

}
