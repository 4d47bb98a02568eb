package org.followthrough.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.fileupload.FileItem;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadBase.FileSizeLimitExceededException;
import org.apache.commons.fileupload.FileUploadBase.FileUploadIOException;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.UploadContext;
import org.apache.commons.fileupload.disk.DiskFileItemFactory;
import org.apache.commons.fileupload.util.Streams;
import org.followthrough.correspondence.AttachmentSettings;
import org.followthrough.correspondence.UnfitFiles;
import org.followthrough.verification.EvidenceSettings;
import org.followthrough.web.Invalid;
import org.followthrough.web.Language;
import org.followthrough.web.Refusal;
import org.followthrough.web.UploadedFile;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Reads files out of a request (multipart/form-data). The container could, but would do
 * so before it knows who sends them, for every address, and would fail outside of our
 * refusals. Here it is done once somebody may, within limits, and before any case is
 * locked, however slowly the files come.
 */
@Component
class Uploads {

	private static final long OTHER_FIELDS = 30;

	private static final int IN_MEMORY = 256 * 1024;

	private final EvidenceSettings settings;

	private final AttachmentSettings attachments;

	Uploads(EvidenceSettings settings, AttachmentSettings attachments) {
		this.settings = settings;
		this.attachments = attachments;
	}

	/**
	 * Reads the files and forgets them when the work is done.
	 * @param <T> what the work yields
	 * @param request the request
	 * @param work what is done with the files
	 * @return what the work yields
	 * @throws Invalid if there is none, or the request can't be read
	 * @throws TooLarge if one or all are larger than they may be
	 */
	<T> T read(HttpServletRequest request, Function<List<UploadedFile>, T> work) {
		List<FileItem> items = new ArrayList<>();
		try {
			read(request, items, this.settings.largest(), this.settings.most(),
					DataSize.ofBytes(this.settings.largest().toBytes() * this.settings.most()));
			List<UploadedFile> uploads = items.stream()
				.filter((item) -> !item.isFormField() && item.getName() != null && !item.getName().isEmpty())
				.map((item) -> new UploadedFile(item.getName(), item.getContentType(), item::getInputStream))
				.toList();
			if (uploads.isEmpty()) {
				throw new Invalid("files", "Choose a file first.");
			}
			return work.apply(uploads);
		}
		finally {
			items.forEach(FileItem::delete);
		}
	}

	/**
	 * Reads a form that may have files, and forgets these when the work is done.
	 * @param <T> what the work yields
	 * @param request the request, of either encoding of forms
	 * @param work what is done with the form
	 * @return what the work yields
	 * @throws Invalid if the request can't be read
	 * @throws TooLarge if one or all of the files are larger than they may be
	 */
	<T> T form(HttpServletRequest request, Function<Form, T> work) {
		if (!String.valueOf(request.getContentType())
			.toLowerCase(Locale.ROOT)
			.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)) {
			Map<String, String> fields = new HashMap<>();
			request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
			return work.apply(new Form(fields, List.of()));
		}
		List<FileItem> items = new ArrayList<>();
		try {
			read(request, items, this.attachments.largest(), this.attachments.most(), this.attachments.together());
			List<UploadedFile> files = items.stream()
				.filter((item) -> !item.isFormField() && item.getName() != null && !item.getName().isEmpty())
				.map((item) -> new UploadedFile(item.getName(), item.getContentType(), item::getInputStream))
				.toList();
			return work.apply(new Form(fields(items), files));
		}
		finally {
			items.forEach(FileItem::delete);
		}
	}

	/**
	 * What a form may hold, as the hint at its field says it.
	 * @return what {@link #form} lets through
	 */
	Limits limits() {
		return new Limits(this.attachments.most(), words(this.attachments.largest()),
				words(this.attachments.together()));
	}

	/** In whole megabytes, or else exactly enough to be true. */
	private static String words(DataSize size) {
		return (size.toBytes() % DataSize.ofMegabytes(1).toBytes() == 0) ? size.toMegabytes() + " MB"
				: size.toKilobytes() + " kB";
	}

	private static Map<String, String> fields(List<FileItem> items) {
		Map<String, String> fields = new HashMap<>();
		items.stream()
			.filter(FileItem::isFormField)
			.forEach((item) -> fields.putIfAbsent(item.getFieldName(), new String(item.get(), StandardCharsets.UTF_8)));
		return fields;
	}

	private static void read(HttpServletRequest request, List<FileItem> items, DataSize largest, int most,
			DataSize together) {
		DiskFileItemFactory factory = new DiskFileItemFactory(IN_MEMORY, null);
		FileUpload upload = new FileUpload(factory);
		upload.setHeaderEncoding("UTF-8");
		upload.setFileSizeMax(largest.toBytes());
		try {
			FileItemIterator parts = upload.getItemIterator(new Body(request));
			long left = together.toBytes();
			while (parts.hasNext()) {
				FileItemStream part = parts.next();
				if (items.size() >= most + OTHER_FIELDS) {
					throw unreadable(most);
				}
				FileItem item = factory.createItem(part.getFieldName(), part.getContentType(), part.isFormField(),
						part.getName());
				items.add(item);
				left -= Streams.copy(part.openStream(), item.getOutputStream(), true);
				if (left < 0) {
					throw tooLarge(request, items, largest, together);
				}
			}
		}
		catch (FileSizeLimitExceededException ex) {
			throw tooLarge(request, items, largest, together);
		}
		catch (FileUploadIOException ex) {
			throw (ex.getCause() instanceof FileSizeLimitExceededException)
					? tooLarge(request, items, largest, together) : unreadable(most);
		}
		catch (FileUploadException | IOException ex) {
			throw unreadable(most);
		}
	}

	private static UnfitFiles unreadable(int most) {
		return new UnfitFiles("The files can't be read. Send them as " + MediaType.MULTIPART_FORM_DATA_VALUE + ", "
				+ most + " at the most.", most);
	}

	private static TooLarge tooLarge(HttpServletRequest request, List<FileItem> items, DataSize largest,
			DataSize together) {
		readToItsEnd(request, together.toBytes());
		return new TooLarge(largest, together, fields(items));
	}

	/** Else the sender's line breaks before they have read why. */
	private static void readToItsEnd(HttpServletRequest request, long most) {
		try {
			InputStream rest = request.getInputStream();
			byte[] piece = new byte[IN_MEMORY];
			long left = most;
			for (int read = 0; read >= 0 && left > 0; left -= read) {
				read = rest.read(piece);
			}
		}
		catch (IOException ex) {
			// Whoever sent it has gone.
		}
	}

	/**
	 * What a form may hold.
	 *
	 * @param most how many files
	 * @param largest how large one may be, in words
	 * @param together how large all of them may be, in words
	 */
	record Limits(int most, String largest, String together) {
	}

	/**
	 * What a form holds.
	 *
	 * @param fields by name, as they were filled in
	 * @param files what came with them
	 */
	record Form(Map<String, String> fields, List<UploadedFile> files) {

		String field(String name) {
			return this.fields.getOrDefault(name, "");
		}

	}

	/**
	 * A file is larger than it may be.
	 */
	static class TooLarge extends Refusal {

		private final transient DataSize largest;

		private final transient DataSize all;

		private final Map<String, String> sent;

		TooLarge(DataSize largest, DataSize all, Map<String, String> sent) {
			super(Kind.TOO_LARGE, sentence(largest, all), Map.of("files", sentence(largest, all)));
			this.largest = largest;
			this.all = all;
			this.sent = sent;
		}

		/** The same to a customer. */
		String in(Language language) {
			return language.say("files.too-large", "largest", words(this.largest), "all", words(this.all));
		}

		/** What stood before it, so that nobody has to write that again. */
		Map<String, String> sent() {
			return this.sent;
		}

		private static String sentence(DataSize largest, DataSize all) {
			return "A file may be " + words(largest) + " large at the most, and all of them " + words(all)
					+ ". Send a part of it, or put it " + "where others can reach it and say where.";
		}

	}

	/**
	 * The request as the library wants it.
	 */
	private record Body(HttpServletRequest request) implements UploadContext {

		@Override
		public String getCharacterEncoding() {
			return "UTF-8";
		}

		@Override
		public String getContentType() {
			return String.valueOf(this.request.getContentType());
		}

		@Override
		@Deprecated
		public int getContentLength() {
			return this.request.getContentLength();
		}

		@Override
		public long contentLength() {
			return this.request.getContentLengthLong();
		}

		@Override
		public InputStream getInputStream() throws IOException {
			return this.request.getInputStream();
		}

	}

}
