package org.followthrough.audit;

import java.util.List;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the audit tables. Entries are only ever inserted.
 */
@Mapper
interface AuditMapper {

	@Select("""
			SELECT stream, seq, hash FROM audit_stream WHERE stream = #{stream} FOR UPDATE
			""")
	@Nullable Head lockHead(String stream);

	@Select("""
			<script>
			SELECT stream, seq, hash FROM audit_stream WHERE stream IN
			<foreach collection="streams" item="stream" open="(" separator="," close=")">#{stream}</foreach>
			ORDER BY stream FOR UPDATE
			</script>
			""")
	List<Head> lockHeads(@Param("streams") List<String> streams);

	@Select("SELECT stream, seq, hash FROM audit_stream WHERE stream = #{stream}")
	@Nullable Head head(String stream);

	@Insert("""
			INSERT INTO audit_stream (stream, seq, hash) VALUES (#{stream}, #{seq}, #{hash})
			""")
	void insertHead(Head head);

	/**
	 * Moves the end of a stream on, if it still is where it was seen.
	 */
	@Update("""
			UPDATE audit_stream SET seq = #{to.seq}, hash = #{to.hash}
			WHERE stream = #{to.stream} AND seq = #{from.seq} AND hash = #{from.hash}
			""")
	int moveHead(@Param("from") Head from, @Param("to") Head to);

	/**
	 * Moves the ends of streams on that this transaction has locked.
	 */
	@Insert("""
			<script>
			INSERT INTO audit_stream (stream, seq, hash) VALUES
			<foreach collection="heads" item="head" separator=",">(#{head.stream}, #{head.seq}, #{head.hash})</foreach>
			ON DUPLICATE KEY UPDATE seq = VALUES(seq), hash = VALUES(hash)
			</script>
			""")
	void moveLockedHeads(@Param("heads") List<Head> heads);

	@Insert("""
			<script>
			INSERT INTO audit_entry (stream, seq, content, hash) VALUES
			<foreach collection="rows" item="row" separator=",">
			  (#{row.stream}, #{row.seq}, #{row.content}, #{row.hash})
			</foreach>
			</script>
			""")
	void insert(@Param("rows") List<Row> rows);

	@Select("""
			SELECT stream, seq, content, hash FROM audit_entry
			WHERE stream = #{stream} AND seq > #{afterSeq} ORDER BY seq LIMIT #{limit}
			""")
	List<Row> page(@Param("stream") String stream, @Param("afterSeq") int afterSeq, @Param("limit") int limit);

	/**
	 * The entries of a stream but for one action, which a page for everybody doesn't
	 * tell.
	 */
	@Select("""
			SELECT stream, seq, content, hash FROM audit_entry
			WHERE stream = #{stream} AND seq > #{afterSeq} AND action != #{but} ORDER BY seq LIMIT #{limit}
			""")
	List<Row> pageBut(@Param("stream") String stream, @Param("but") String but, @Param("afterSeq") int afterSeq,
			@Param("limit") int limit);

	/**
	 * The end of a stream.
	 */
	record Head(String stream, int seq, byte[] hash) {

		static Head of(String newStream) {
			return new Head(newStream, 0, Chain.START);
		}

		static Head after(List<Row> rows) {
			Row last = rows.get(rows.size() - 1);
			return new Head(last.stream(), last.seq(), last.hash());
		}

	}

	/**
	 * An entry as stored.
	 */
	record Row(String stream, int seq, String content, byte[] hash) {
	}

}
