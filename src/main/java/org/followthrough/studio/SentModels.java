package org.followthrough.studio;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.fileupload.FileItem;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadBase.FileSizeLimitExceededException;
import org.apache.commons.fileupload.FileUploadBase.SizeLimitExceededException;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.UploadContext;
import org.apache.commons.fileupload.disk.DiskFileItemFactory;
import org.followthrough.studio.StudioRefusals.TooLarge;
import org.followthrough.web.Invalid;

/**
 * Models as Camunda Modeler sends them: a form with files (multipart/form-data).
 *
 * @param title the name of the deployment; may be empty
 * @param files contents by name
 */
record SentModels(String title, Map<String, byte[]> files) {

	private static final int MOST = 20;

	private static final int OTHER_FIELDS = 20;

	/**
	 * Reads a request.
	 * @param request the request
	 * @return what it holds
	 */
	static SentModels read(HttpServletRequest request) {
		// Nothing that is allowed to come in is large enough to be put on the disk.
		FileUpload upload = new FileUpload(new DiskFileItemFactory(MOST * DraftFiles.LARGEST, null));
		upload.setHeaderEncoding("UTF-8");
		upload.setFileSizeMax(DraftFiles.LARGEST);
		upload.setSizeMax((long) MOST * DraftFiles.LARGEST);
		upload.setFileCountMax((long) MOST + OTHER_FIELDS);
		try {
			List<FileItem> items = upload.parseParameterMap(new Body(request))
				.values()
				.stream()
				.flatMap(List::stream)
				.toList();
			Map<String, byte[]> files = new LinkedHashMap<>();
			items.stream()
				.filter((item) -> !item.isFormField() && item.getName() != null && !item.getName().isEmpty())
				.forEach((item) -> files.put(item.getName(), item.get()));
			if (files.isEmpty()) {
				throw new Invalid("files", "There is no file in what you sent.");
			}
			return new SentModels(title(items), files);
		}
		catch (FileSizeLimitExceededException | SizeLimitExceededException ex) {
			throw new TooLarge();
		}
		catch (FileUploadException ex) {
			throw new Invalid("files",
					"The files can't be read. Send them as multipart/form-data, " + MOST + " at the most.");
		}
	}

	private static String title(List<FileItem> items) {
		return items.stream()
			.filter((item) -> item.isFormField() && "deployment-name".equals(item.getFieldName()))
			.map(FileItem::getString)
			.findFirst()
			.orElse("");
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
			return this.request.getContentType();
		}

		@Override
		public int getContentLength() {
			return (int) Math.min(contentLength(), Integer.MAX_VALUE);
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
