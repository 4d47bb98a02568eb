package org.followthrough.studio;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.servlet.http.HttpServletRequest;
import org.followthrough.journey.ModelKind;
import org.followthrough.studio.StudioRefusals.TooLarge;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Files over HTTP, byte for byte.
 */
final class Contents {

	private Contents() {
	}

	/** What somebody sends, up to the size that files may have. */
	static byte[] read(HttpServletRequest request) {
		try {
			byte[] content = request.getInputStream().readNBytes(DraftFiles.LARGEST + 1);
			if (content.length > DraftFiles.LARGEST) {
				throw new TooLarge();
			}
			return content;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A file to be opened by a program, and shown as nothing by a browser. */
	static ResponseEntity<byte[]> of(String name, byte[] content, int revision) {
		MediaType type = (ModelKind.of(name).orElseThrow() == ModelKind.FORM) ? MediaType.APPLICATION_JSON
				: MediaType.APPLICATION_XML;
		return ResponseEntity.ok()
			.contentType(type)
			.eTag("\"" + revision + "\"")
			.cacheControl(CacheControl.noStore())
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
			.header("Content-Security-Policy", "sandbox; default-src 'none'")
			.body(content);
	}

}
