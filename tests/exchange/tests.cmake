colonnade_test(tst_YamlReader.cpp)
colonnade_test(tst_WorkloadReader.cpp)
