colonnade_test(tst_Goodput.cpp)
colonnade_test(tst_Failures.cpp SOURCES ../support/Designs.cpp)
colonnade_test(tst_JobGoodput.cpp LIBRARIES nlohmann_json::nlohmann_json)
