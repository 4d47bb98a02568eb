package org.followthrough.correspondence;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A file that came with a message.
 *
 * @param id row
 * @param messageId the message
 * @param fileId where its content is kept
 * @param name made safe to show and to save under
 * @param mediaType what its sender said it is; never trusted for showing
 * @param size in bytes
 * @param contentId by what name the HTML of its mail shows it; null if it is none of its
 * pictures
 * @param foundType what its bytes say it is; null for what was kept before this was
 * looked at
 */
public record Attachment(long id, long messageId, long fileId, String name, String mediaType, long size,
		@Nullable String contentId, @Nullable String foundType) {

	/** Pictures that browsers show and that can't run anything. */
	static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

	private static final Set<String> TEXTS = Set.of("application/json", "application/xml", "application/x-sh",
			"application/javascript", "application/sql", "message/rfc822");

	/**
	 * Whether it is a picture that can be shown.
	 * @return true for what its bytes say is one
	 */
	public boolean isPicture() {
		return this.foundType != null && PICTURES.contains(this.foundType);
	}

	/**
	 * Whether it holds text that can be shown.
	 * @return true for what its bytes say is text of any kind
	 */
	public boolean isText() {
		return this.foundType != null && (this.foundType.startsWith("text/") || TEXTS.contains(this.foundType));
	}

	/**
	 * How large it is, in words.
	 * @return such as {@code 1.4 MB}
	 */
	public String sizeWords() {
		return (this.size < 1000) ? this.size + " bytes" : (this.size < 1_000_000) ? (this.size + 500) / 1000 + " kB"
				: String.format(Locale.ROOT, "%.1f MB", this.size / 1_000_000.0);
	}

}
