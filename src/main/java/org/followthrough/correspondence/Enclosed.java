package org.followthrough.correspondence;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * A file as it comes in with a message.
 *
 * @param name what its sender calls it
 * @param mediaType what its sender takes it for
 * @param content what it holds
 */
public record Enclosed(@Nullable String name, @Nullable String mediaType, Content content) {

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
