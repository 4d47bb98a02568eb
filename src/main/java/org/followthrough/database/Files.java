package org.followthrough.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Optional;

import org.apache.commons.codec.digest.DigestUtils;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps files of any size, byte for byte, in pieces: neither memory nor the server's
 * packet limit decides what a customer may send.
 */
@Component
public class Files {

	private static final int PIECE = 1 << 20;

	private static final int FORGOTTEN = 100;

	private final FileMapper files;

	Files(FileMapper files) {
		this.files = files;
	}

	/**
	 * Keeps what a stream holds.
	 * @param content read to its end; left open
	 * @return what was kept
	 * @throws IOException if the stream fails; nothing is kept then
	 */
	@Transactional(rollbackFor = IOException.class)
	public Kept keep(InputStream content) throws IOException {
		long id = this.files.insert(0, new byte[32]);
		MessageDigest digest = DigestUtils.getSha256Digest();
		long size = 0;
		int seq = 0;
		for (byte[] piece = content.readNBytes(PIECE); piece.length > 0; piece = content.readNBytes(PIECE)) {
			digest.update(piece);
			this.files.insertPiece(id, seq++, piece);
			size += piece.length;
		}
		byte[] sha256 = digest.digest();
		this.files.update(id, size, sha256);
		return new Kept(id, size, sha256);
	}

	/**
	 * Writes a kept file. It never changes, so each piece is read on its own: however
	 * slowly the target takes it, no connection to the database is held meanwhile.
	 * @param id which
	 * @param target where to; left open
	 * @throws IOException if the target fails
	 */
	public void copy(long id, OutputStream target) throws IOException {
		Optional<FileMapper.Piece> piece = this.files.piece(id, 0);
		for (int seq = 1; piece.isPresent(); seq++) {
			target.write(piece.get().bytes());
			piece = this.files.piece(id, seq);
		}
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
	 * A kept file.
	 *
	 * @param id its row
	 * @param size in bytes
	 * @param sha256 of its content, 32 bytes
	 */
	public record Kept(long id, long size, byte[] sha256) {
	}

}
