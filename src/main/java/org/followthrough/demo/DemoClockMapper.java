package org.followthrough.demo;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

import org.springframework.transaction.annotation.Transactional;

/**
 * SQL of the time machine.
 */
@Mapper
@Transactional
interface DemoClockMapper {

	@Select("SELECT offset_millis FROM demo_clock")
	long get();

	@Update("UPDATE demo_clock SET offset_millis = #{millis}")
	void set(long millis);

}
