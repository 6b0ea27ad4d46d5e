colonnade_test(tst_DesignSession.cpp LIBRARIES colonnade_ui)
colonnade_test(tst_FabricFields.cpp LIBRARIES colonnade_ui)
colonnade_test(tst_PanelModels.cpp LIBRARIES colonnade_ui)
colonnade_test(tst_EstimateStudy.cpp LIBRARIES colonnade_ui)
colonnade_test(tst_Properties.cpp LIBRARIES colonnade_ui)
colonnade_test(tst_RulesInView.cpp LIBRARIES colonnade_ui)

# The program that is killed while it edits. Nothing else may take its time from it.
add_executable(colonnade_edit_probe ${CMAKE_CURRENT_SOURCE_DIR}/support/EditProbe.cpp)
target_link_libraries(colonnade_edit_probe PRIVATE colonnade_ui colonnade_flags colonnade_warnings)
colonnade_test(tst_Kills.cpp TIMEOUT 600 LIBRARIES colonnade_ui)
target_compile_definitions(tst_Kills PRIVATE COLONNADE_EDIT_PROBE="$<TARGET_FILE:colonnade_edit_probe>")
add_dependencies(tst_Kills colonnade_edit_probe)
set_tests_properties(tst_Kills PROPERTIES RUN_SERIAL ON)
