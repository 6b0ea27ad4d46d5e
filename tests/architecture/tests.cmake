colonnade_test(tst_Architecture.cpp)
