colonnade_test(tst_Quantity.cpp)
colonnade_test(tst_Text.cpp)
