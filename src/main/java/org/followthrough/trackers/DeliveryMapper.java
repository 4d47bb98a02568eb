package org.followthrough.trackers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the deliveries, and of what engineers reported by them.
 */
@Mapper
interface DeliveryMapper {

	@Insert("""
			INSERT INTO tracker_delivery (tracker, digest, content, received_at)
			VALUES (#{tracker}, #{digest}, #{content}, #{now}) ON DUPLICATE KEY UPDATE id = id
			""")
	void insertUnlessKnown(@Param("tracker") String tracker, @Param("digest") String digest,
			@Param("content") byte[] content, @Param("now") Instant now);

	@Select("""
			SELECT id, tracker, content FROM tracker_delivery WHERE handled_at IS NULL
			ORDER BY id LIMIT #{limit} FOR UPDATE SKIP LOCKED
			""")
	List<Row> lockUnhandled(int limit);

	@Update("UPDATE tracker_delivery SET handled_at = #{now}, problem = #{problem} WHERE id = #{id}")
	void handled(@Param("id") long id, @Param("now") Instant now, @Param("problem") @Nullable String problem);

	@Select("SELECT MAX(received_at) FROM tracker_delivery WHERE tracker = #{tracker}")
	Optional<Instant> latest(String tracker);

	@Select("SELECT id FROM tracker_delivery WHERE handled_at < #{before} ORDER BY handled_at, id LIMIT #{limit}")
	List<Long> old(@Param("before") Instant before, @Param("limit") int limit);

	@Delete("""
			<script>
			DELETE FROM tracker_delivery WHERE id IN
			<foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
			</script>
			""")
	void forget(@Param("ids") List<Long> ids);

	@Insert("INSERT INTO tracker_report (defect, account, written_at) VALUES (#{defect}, #{account}, #{writtenAt})")
	void report(@Param("defect") String defect, @Param("account") String account,
			@Param("writtenAt") Instant writtenAt);

	@Select("SELECT id, defect, account, written_at, after_case FROM tracker_report ORDER BY id LIMIT 1")
	Optional<Report> nextReport();

	@Update("""
			UPDATE tracker_report SET after_case = #{caseId} WHERE id = #{id} AND after_case < #{caseId}
			""")
	int told(@Param("id") long id, @Param("caseId") long caseId);

	@Delete("DELETE FROM tracker_report WHERE id = #{id}")
	void toldAll(long id);

	/**
	 * A delivery as it came.
	 */
	record Row(long id, String tracker, byte[] content) {
	}

	/**
	 * What an engineer reported, and how far it was told.
	 */
	record Report(long id, String defect, String account, Instant writtenAt, long afterCase) {
	}

}
