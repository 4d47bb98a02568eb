package org.followthrough.desk;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.fileupload.FileItem;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadBase.FileSizeLimitExceededException;
import org.apache.commons.fileupload.FileUploadBase.SizeLimitExceededException;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.UploadContext;
import org.apache.commons.fileupload.disk.DiskFileItemFactory;
import org.followthrough.verification.Evidence.Upload;
import org.followthrough.verification.EvidenceSettings;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

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

	private static final int IN_MEMORY = 256 * 1024;

	private final EvidenceSettings settings;

	Uploads(EvidenceSettings settings) {
		this.settings = settings;
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
	<T> T read(HttpServletRequest request, Function<List<Upload>, T> work) {
		List<FileItem> items = items(request);
		try {
			List<Upload> uploads = items.stream()
				.filter((item) -> !item.isFormField() && item.getName() != null && !item.getName().isEmpty())
				.map((item) -> new Upload(item.getName(), item.getContentType(), item::getInputStream))
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

	private List<FileItem> items(HttpServletRequest request) {
		long largest = this.settings.largest().toBytes();
		long all = largest * this.settings.most();
		FileUpload upload = new FileUpload(new DiskFileItemFactory(IN_MEMORY, null));
		upload.setHeaderEncoding("UTF-8");
		upload.setFileSizeMax(largest);
		upload.setSizeMax(all);
		upload.setFileCountMax(this.settings.most() + 10L);
		try {
			return upload.parseParameterMap(new Body(request)).values().stream().flatMap(List::stream).toList();
		}
		catch (FileSizeLimitExceededException | SizeLimitExceededException ex) {
			readToItsEnd(request, all);
			throw new TooLarge(this.settings.largest());
		}
		catch (FileUploadException ex) {
			throw new Invalid("files", "The files can't be read. Send them as " + MediaType.MULTIPART_FORM_DATA_VALUE
					+ ", " + this.settings.most() + " at the most.");
		}
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
	 * A file is larger than it may be.
	 */
	static class TooLarge extends Refusal {

		TooLarge(DataSize largest) {
			super(Kind.TOO_LARGE, sentence(largest), Map.of("files", sentence(largest)));
		}

		private static String sentence(DataSize largest) {
			return "A file may be " + largest.toMegabytes() + " MB large at the most. Send a part of it, or put it "
					+ "where others can reach it and say where.";
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
