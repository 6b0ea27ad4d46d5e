colonnade_test(tst_Costs.cpp)
