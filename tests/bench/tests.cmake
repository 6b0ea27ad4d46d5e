# Measurements, not tests: `build/release/tests/bench_Model`, `bench_Estimates`, `bench_Rules`, `bench_Cooling`, `bench_Fabrics`, `bench_Diagram`,
# `bench_Charts`, and `bench_Window` in a display. Nothing here asserts a time.
find_package(benchmark REQUIRED)
add_executable(bench_Model ${CMAKE_CURRENT_LIST_DIR}/bench_Model.cpp)
target_link_libraries(bench_Model PRIVATE benchmark::benchmark colonnade_model colonnade_flags colonnade_warnings)

add_executable(bench_Estimates ${CMAKE_CURRENT_LIST_DIR}/bench_Estimates.cpp)
target_link_libraries(bench_Estimates PRIVATE benchmark::benchmark colonnade_model colonnade_flags colonnade_warnings)

add_executable(bench_Rules ${CMAKE_CURRENT_LIST_DIR}/bench_Rules.cpp)
target_link_libraries(bench_Rules PRIVATE benchmark::benchmark colonnade_model colonnade_flags colonnade_warnings)

add_executable(bench_Cooling ${CMAKE_CURRENT_LIST_DIR}/bench_Cooling.cpp)
target_link_libraries(bench_Cooling PRIVATE benchmark::benchmark colonnade_model colonnade_flags colonnade_warnings)

add_executable(bench_Fabrics ${CMAKE_CURRENT_LIST_DIR}/bench_Fabrics.cpp)
target_link_libraries(bench_Fabrics PRIVATE benchmark::benchmark colonnade_model colonnade_flags colonnade_warnings)
add_executable(bench_Diagram ${CMAKE_CURRENT_LIST_DIR}/bench_Diagram.cpp)
target_link_libraries(bench_Diagram PRIVATE benchmark::benchmark colonnade_render Qt6::Gui colonnade_flags colonnade_warnings)

add_executable(bench_Charts ${CMAKE_CURRENT_LIST_DIR}/bench_Charts.cpp)
target_link_libraries(bench_Charts PRIVATE benchmark::benchmark Qt6::Test colonnade_ui colonnade_flags colonnade_warnings)

add_executable(bench_Window ${CMAKE_CURRENT_LIST_DIR}/bench_Window.cpp)
target_link_libraries(bench_Window PRIVATE benchmark::benchmark Qt6::Test colonnade_ui colonnade_flags colonnade_warnings)
target_compile_definitions(bench_Window PRIVATE COLONNADE_BINARY="$<TARGET_FILE:colonnade>")
add_dependencies(bench_Window colonnade)
