package org.followthrough.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A file as somebody sends it by the web or by REST. What it says of itself isn't
 * believed.
 *
 * @param name what its sender calls it
 * @param mediaType what its sender takes it for
 * @param content what it holds
 */
public record UploadedFile(@Nullable String name, @Nullable String mediaType, Content content) {

	/**
	 * What it is called here: the last part of whatever path a browser sends, made safe.
	 * @param number which of several it is, for one that has no name
	 * @return a name that misleads nobody
	 */
	public String safeName(int number) {
		return FileNames.name(Optional.ofNullable(this.name).map((path) -> path.replaceFirst("(?s)^.*[/\\\\]", "")),
				safeType(), number);
	}

	/**
	 * What its sender takes it for, if that is a media type at all.
	 * @return the type, without what else it says
	 */
	public String safeType() {
		return FileNames
			.type(Objects.requireNonNullElse(this.mediaType, "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
	}

	/**
	 * What a file holds.
	 */
	@FunctionalInterface
	public interface Content {

		/**
		 * Opens it, each time from its beginning.
		 * @return the bytes, to be closed
		 * @throws IOException if they can't be read
		 */
		InputStream open() throws IOException;

	}

}
