package org.followthrough.database;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * SQL of the kept files.
 */
@Mapper
interface FileMapper {

	@Select(value = """
			INSERT INTO file_content (size, sha256, found_type) VALUES (#{size}, #{sha256}, #{type}) RETURNING id
			""", affectData = true)
	long insert(@Param("size") long size, @Param("sha256") byte[] sha256, @Param("type") String type);

	@Update("UPDATE file_content SET size = #{size}, sha256 = #{sha256} WHERE id = #{id}")
	void update(@Param("id") long id, @Param("size") long size, @Param("sha256") byte[] sha256);

	@Insert("INSERT INTO file_piece (file_id, seq, bytes) VALUES (#{id}, #{seq}, #{bytes})")
	void insertPiece(@Param("id") long id, @Param("seq") int seq, @Param("bytes") byte[] bytes);

	@Select("SELECT bytes FROM file_piece WHERE file_id = #{id} AND seq = #{seq}")
	Optional<Piece> piece(@Param("id") long id, @Param("seq") int seq);

	@Select("""
			<script>
			SELECT file_id, LEFT(bytes, #{most}) AS bytes FROM file_piece WHERE seq = 0 AND file_id IN
			<foreach collection="ids" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	List<Begun> beginnings(@Param("ids") Collection<Long> ids, @Param("most") int most);

	@Delete("""
			<script>
			DELETE FROM file_piece WHERE file_id IN
			<foreach collection="ids" item="one" open="(" separator="," close=")">#{one}</foreach>
			</script>
			""")
	void deletePieces(@Param("ids") Collection<Long> ids);

	/**
	 * A part of a file. MyBatis takes a bare array for a list of rows.
	 */
	record Piece(byte[] bytes) {
	}

	/**
	 * How a file begins.
	 */
	record Begun(long fileId, byte[] bytes) {
	}

}
