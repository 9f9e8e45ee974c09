# Read by ctest: a test for each test suite of the program that egpulab_test() names here. A process for each test would
# take longer than most of the tests do.
#   EGPULAB_PROGRAM   path
#   EGPULAB_NAME      what the tests' names begin with, and their label
#   EGPULAB_TIMEOUT   seconds
if(NOT EXISTS ${EGPULAB_PROGRAM})
  add_test(${EGPULAB_NAME}_NOT_BUILT ${EGPULAB_PROGRAM})
  return()
endif()
execute_process(COMMAND ${EGPULAB_PROGRAM} --gtest_list_tests OUTPUT_VARIABLE listed RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${EGPULAB_PROGRAM} --gtest_list_tests ended with ${status}:\n${listed}")
endif()
# Suites begin a line and end in a period, a comment may follow; their tests are indented.
string(REGEX MATCHALL "\n[^ \n]+[.](  #|\n)" suites "\n${listed}")
foreach(suite ${suites})
  string(REGEX REPLACE "\n([^ \n]+)[.].*" "\\1" suite "${suite}")
  add_test(${EGPULAB_NAME}.${suite} ${EGPULAB_PROGRAM} --gtest_filter=${suite}.*)
  set_tests_properties(${EGPULAB_NAME}.${suite} PROPERTIES TIMEOUT ${EGPULAB_TIMEOUT} LABELS ${EGPULAB_NAME})
endforeach()
