colonnade_test(tst_DesignSession.cpp LIBRARIES colonnade_ui)
colonnade_test(tst_PanelModels.cpp LIBRARIES colonnade_ui)
colonnade_test(tst_Properties.cpp LIBRARIES colonnade_ui)
