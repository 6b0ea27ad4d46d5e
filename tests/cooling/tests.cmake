colonnade_test(tst_Hydraulics.cpp)
colonnade_test(tst_LoopStates.cpp SOURCES ../support/Designs.cpp)
colonnade_test(tst_LoopLosses.cpp SOURCES ../support/Designs.cpp)
colonnade_test(tst_RandomLoops.cpp SOURCES ../support/Designs.cpp)
