package org.followthrough.correspondence;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.followthrough.scan.CheckedFiles;

import org.springframework.stereotype.Component;

/**
 * Shows of files that hold text how they begin.
 */
@Component
public class Previews {

	private static final int MOST = 64 << 10;

	private static final String CUT = "\n\n[The file goes on. Save it to read the rest.]";

	private final CheckedFiles files;

	Previews(CheckedFiles files) {
		this.files = files;
	}

	/**
	 * How a file begins.
	 * @param file a file that {@linkplain Attachment#isText() holds text}
	 * @return text, whatever character set it is in
	 */
	public String of(Attachment file) {
		byte[] bytes = new byte[(int) Math.min(file.size(), MOST)];
		try {
			this.files.open(file.fileId()).writeTo(new Beginning(bytes));
		}
		catch (Beginning.Full ex) {
			return Characters.decoded(bytes, null) + CUT;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Characters.decoded(bytes, null);
	}

}
