package org.followthrough.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A form with files, as a browser sends it, and as only an attacker does: nothing in a
 * name is escaped.
 */
public class Multipart {

	private final String boundary = "----" + UUID.randomUUID();

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	/**
	 * Adds a file.
	 * @param field the name of the form's field
	 * @param name what the file is called
	 * @param type what its sender says it is
	 * @param content its bytes
	 * @return this
	 */
	public Multipart file(String field, String name, String type, byte[] content) {
		text("--" + this.boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
				+ "\"\r\nContent-Type: " + type + "\r\n\r\n");
		this.body.writeBytes(content);
		text("\r\n");
		return this;
	}

	/**
	 * Adds a field.
	 * @param name its name
	 * @param value what is filled in
	 * @return this
	 */
	public Multipart field(String name, String value) {
		text("--" + this.boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value
				+ "\r\n");
		return this;
	}

	private void text(String text) {
		this.body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The header that says what it is.
	 * @return the media type with its boundary
	 */
	public String type() {
		return "multipart/form-data; boundary=" + this.boundary;
	}

	/**
	 * The whole, to be sent.
	 * @return the bytes
	 */
	public byte[] bytes() {
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		whole.writeBytes(this.body.toByteArray());
		whole.writeBytes(("--" + this.boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
		return whole.toByteArray();
	}

	/**
	 * The beginning of it, as of a line that broke.
	 * @return the bytes without an end
	 */
	public byte[] broken() {
		byte[] whole = this.body.toByteArray();
		return java.util.Arrays.copyOf(whole, whole.length - 3);
	}

}
