colonnade_test(tst_Failures.cpp SOURCES ../support/Designs.cpp)
