colonnade_test(tst_Text.cpp)
