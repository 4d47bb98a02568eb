package org.followthrough.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.commons.codec.digest.DigestUtils;
import org.apache.tika.Tika;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps files of any size, byte for byte, in pieces: neither memory nor the server's
 * packet limit decides what a customer may send.
 */
@Component
public class Files {

	private static final int PIECE = 1 << 20;

	private static final byte[] NOTHING = {};

	private static final int FORGOTTEN = 100;

	private static final String UNKNOWN_TYPE = "application/octet-stream";

	private static final int LONGEST_TYPE = 127;

	private final FileMapper files;

	private final Tika types = new Tika();

	private final ApplicationEventPublisher events;

	Files(FileMapper files, ApplicationEventPublisher events) {
		this.files = files;
		this.events = events;
	}

	/**
	 * Keeps what a stream holds.
	 * @param content read to its end; left open
	 * @return what was kept
	 * @throws IOException if the stream fails; nothing is kept then
	 */
	@Transactional(rollbackFor = IOException.class)
	public Kept keep(InputStream content) throws IOException {
		byte[] first = content.readNBytes(PIECE);
		String type = (first.length > 0) ? typeOf(first) : UNKNOWN_TYPE;
		Kept kept = (first.length < PIECE) ? keep(first, type) : keep(first, content, type);
		this.events.publishEvent(new FileKept(kept.id()));
		return kept;
	}

	private Kept keep(byte[] whole, String type) {
		byte[] sha256 = DigestUtils.sha256(whole);
		long id = this.files.insert(whole.length, sha256, type);
		if (whole.length > 0) {
			this.files.insertPiece(id, 0, whole);
		}
		return new Kept(id, whole.length, sha256, type);
	}

	private Kept keep(byte[] first, InputStream rest, String type) throws IOException {
		long id = this.files.insert(0, new byte[32], type);
		MessageDigest digest = DigestUtils.getSha256Digest();
		long size = 0;
		int seq = 0;
		for (byte[] piece = first; piece.length > 0; piece = rest.readNBytes(PIECE)) {
			digest.update(piece);
			this.files.insertPiece(id, seq++, piece);
			size += piece.length;
		}
		byte[] sha256 = digest.digest();
		this.files.update(id, size, sha256);
		return new Kept(id, size, sha256, type);
	}

	/** Its name isn't asked: whoever sent the file chose that. */
	private String typeOf(byte[] beginning) {
		String type = this.types.detect(beginning);
		return (type.length() <= LONGEST_TYPE) ? type : UNKNOWN_TYPE;
	}

	/**
	 * Writes a kept file. It never changes, so each piece is read on its own: however
	 * slowly the target takes it, no connection to the database is held meanwhile.
	 * @param id which
	 * @param target where to; left open
	 * @throws IOException if the target fails
	 */
	public void copy(long id, OutputStream target) throws IOException {
		int last = PIECE;
		for (int seq = 0; last == PIECE; seq++) {
			byte[] piece = this.files.piece(id, seq).map(FileMapper.Piece::bytes).orElse(NOTHING);
			target.write(piece);
			// Only the last one is shorter.
			last = piece.length;
		}
	}

	/**
	 * How files begin.
	 * @param ids which, a few dozen at the most
	 * @param most how many bytes of each
	 * @return the bytes by row, of those that hold any
	 */
	@Transactional(readOnly = true)
	public Map<Long, byte[]> beginnings(Collection<Long> ids, int most) {
		return ids.isEmpty() ? Map.of()
				: this.files.beginnings(ids, Math.min(most, PIECE))
					.stream()
					.collect(Collectors.toMap(FileMapper.Begun::fileId, FileMapper.Begun::bytes));
	}

	/**
	 * Forgets what files hold, for good. Their sizes and hashes stay.
	 * @param ids which
	 */
	@Transactional
	public void forget(Collection<Long> ids) {
		Batches.each(ids, FORGOTTEN, this.files::deletePieces);
	}

	/**
	 * A file came in, and is kept if the running transaction commits.
	 *
	 * @param id its row
	 */
	public record FileKept(long id) {
	}

	/**
	 * A kept file.
	 *
	 * @param id its row
	 * @param size in bytes
	 * @param sha256 of its content, 32 bytes
	 * @param type the media type that its bytes tell, whatever its sender called it
	 */
	public record Kept(long id, long size, byte[] sha256, String type) {
	}

}
