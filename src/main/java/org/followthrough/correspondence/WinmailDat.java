package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.swing.text.BadLocationException;
import javax.swing.text.Document;
import javax.swing.text.rtf.RTFEditorKit;

import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.MAPIRtfAttribute;
import org.apache.poi.hmef.attribute.MAPIStringAttribute;
import org.apache.poi.hmef.attribute.TNEFAttribute;
import org.apache.poi.hsmf.datatypes.MAPIProperty;
import org.jspecify.annotations.Nullable;

/**
 * What Outlook packs into one file when it takes every reader for another Outlook
 * (<a href=
 * "https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxtnef">MS-OXTNEF</a>).
 *
 * @param words what is written in it; empty for nothing that can be read
 * @param files the files in it
 */
record WinmailDat(String words, List<ReceivedMail.Part> files) {

	/** A mail is no larger, and a length that somebody wrote into it is just a claim. */
	private static final int LARGEST = 64 << 20;

	static {
		TNEFAttribute.setMaxRecordLength(LARGEST);
		MAPIAttribute.setMaxRecordLength(LARGEST);
	}

	static boolean is(String type, Optional<String> name) {
		return type.equals("application/ms-tnef") || type.equals("application/vnd.ms-tnef")
				|| name.filter("winmail.dat"::equalsIgnoreCase).isPresent();
	}

	/**
	 * Opens it.
	 * @param packed its bytes
	 * @param most how many files are taken out
	 * @return what is in it; empty if it can't be opened
	 */
	static Optional<WinmailDat> open(byte[] packed, int most) {
		try {
			HMEFMessage message = new HMEFMessage(new ByteArrayInputStream(packed));
			List<ReceivedMail.Part> files = new ArrayList<>();
			for (Attachment file : message.getAttachments().stream().limit(most).toList()) {
				content(file).ifPresent((content) -> files.add(new ReceivedMail.Part(
						Headers.fileName(name(file), "application/octet-stream", files.size() + 1),
						"application/octet-stream", content)));
			}
			return Optional.of(new WinmailDat(words(message), files));
		}
		catch (IOException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	private static Optional<byte[]> content(Attachment file) {
		try {
			return Optional.ofNullable(file.getContents());
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static Optional<String> name(Attachment file) {
		return Optional.ofNullable(file.getLongFilename()).or(() -> Optional.ofNullable(file.getFilename()));
	}

	private static String words(HMEFMessage message) {
		for (MAPIProperty property : List.of(MAPIProperty.BODY, MAPIProperty.BODY_HTML)) {
			@Nullable MAPIAttribute body = message.getMessageMAPIAttribute(property);
			if (body != null) {
				String text = (body instanceof MAPIStringAttribute words) ? words.getDataString()
						: Characters.decoded(body.getData(), null);
				return (property == MAPIProperty.BODY_HTML) ? HtmlText.of(text) : text;
			}
		}
		@Nullable MAPIAttribute rtf = message.getMessageMAPIAttribute(MAPIProperty.RTF_COMPRESSED);
		return (rtf instanceof MAPIRtfAttribute rich) ? plain(rich.getDataString()) : "";
	}

	/** Rich text without its dress. */
	private static String plain(String rtf) {
		RTFEditorKit kit = new RTFEditorKit();
		Document document = kit.createDefaultDocument();
		try {
			kit.read(new StringReader(rtf), document, 0);
			return document.getText(0, document.getLength()).strip();
		}
		catch (IOException | BadLocationException ex) {
			return "";
		}
	}

}
