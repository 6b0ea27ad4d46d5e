# Measurements, not tests: `build/release/tests/bench_Model`. Nothing here asserts a time.
find_package(benchmark REQUIRED)
add_executable(bench_Model ${CMAKE_CURRENT_LIST_DIR}/bench_Model.cpp)
target_link_libraries(bench_Model PRIVATE benchmark::benchmark colonnade_model colonnade_flags colonnade_warnings)
