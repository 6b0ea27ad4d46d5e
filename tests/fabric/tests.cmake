colonnade_test(tst_Ports.cpp)
colonnade_test(tst_CableChoice.cpp)
colonnade_test(tst_Recipe.cpp LIBRARIES yaml-cpp)
colonnade_test(tst_FabricPlan.cpp)
