colonnade_test(tst_EstimateCase.cpp LIBRARIES yaml-cpp)
colonnade_test(tst_FabricCase.cpp LIBRARIES yaml-cpp)
# The program whose file calls are made to fail, and what makes them fail.
add_library(colonnade_fault_shim MODULE ${CMAKE_CURRENT_SOURCE_DIR}/support/FaultShim.c)
target_link_libraries(colonnade_fault_shim PRIVATE ${CMAKE_DL_LIBS})
add_executable(colonnade_save_probe ${CMAKE_CURRENT_SOURCE_DIR}/support/SaveProbe.cpp)
target_link_libraries(colonnade_save_probe PRIVATE colonnade_model colonnade_flags colonnade_warnings)

colonnade_test(tst_DocumentLock.cpp)
colonnade_test(tst_Json.cpp)
colonnade_test(tst_Quote.cpp)
colonnade_test(tst_Package.cpp LIBRARIES nlohmann_json::nlohmann_json)
colonnade_test(tst_ProfileSaving.cpp)
colonnade_test(tst_Recovery.cpp)
colonnade_test(tst_SaveFaults.cpp)
target_compile_definitions(tst_SaveFaults PRIVATE
  COLONNADE_FAULT_SHIM="$<TARGET_FILE:colonnade_fault_shim>"
  COLONNADE_SAVE_PROBE="$<TARGET_FILE:colonnade_save_probe>")
add_dependencies(tst_SaveFaults colonnade_fault_shim colonnade_save_probe)
colonnade_test(tst_SaveFile.cpp)
colonnade_test(tst_TrainingCases.cpp LIBRARIES yaml-cpp)
colonnade_test(tst_ServingRuns.cpp LIBRARIES yaml-cpp)
colonnade_test(tst_WorkloadReader.cpp)
colonnade_test(tst_YamlReader.cpp)
colonnade_test(tst_YamlWriter.cpp)

# Reads Markdown and HTML by Qt's documents, which need an application but no window.
colonnade_test(tst_QuoteMarkup.cpp GUI LIBRARIES Qt6::Gui)
set_tests_properties(tst_QuoteMarkup PROPERTIES LABELS "" ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
