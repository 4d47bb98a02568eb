package org.followthrough.cases;

import java.time.Instant;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * SQL of who had which case before them.
 */
@Mapper
interface ReaderMapper {

	/**
	 * Notes a reader of a case, unless the hour has them already or there is no such
	 * case.
	 */
	@Insert("""
			INSERT IGNORE INTO case_reading (case_number, reader, hour)
			SELECT number, #{reader}, #{hour} FROM support_case WHERE number = #{caseNumber}
			""")
	int insert(@Param("caseNumber") String caseNumber, @Param("reader") String reader, @Param("hour") Instant hour);

	@Select("""
			SELECT EXISTS (SELECT 1 FROM case_reading
			  WHERE case_number = #{caseNumber} AND reader = #{reader} AND hour = #{hour})
			""")
	boolean isNoted(@Param("caseNumber") String caseNumber, @Param("reader") String reader,
			@Param("hour") Instant hour);

}
