"""Which of the vendor's types make up GSP-RM's interface: header -> (what it holds, types). Types inside come by themselves."""

GROUPS = {
    "queue": ("GSP-RM's message queues: what both sides find in shared memory, and how the firmware learns where it is.",
        """msgqTxHeader msgqRxHeader rpc_message_header_v03_00 GSP_MSG_QUEUE_ELEMENT GSP_ARGUMENTS_CACHED
        LibosMemoryRegionInitArgument""".split()),
    "boot": ("What the boot chain is given: WPR metadata, the GSP image's descriptor, the FMC's parameters, FSP messages.",
        """GspFwWprMeta GspFwHeapFreeList GspFwSRMeta RM_RISCV_UCODE_DESC GSP_FMC_BOOT_PARAMS MCTP_HEADER
        NVDM_PAYLOAD_COT""".split()),
    "rpc": ("Parameters of RPC functions; they follow the RpcMessageHeader.",
        """rpc_gsp_rm_alloc_v03_00 rpc_gsp_rm_control_v03_00 rpc_free_v03_00 rpc_dup_object_v03_00
        rpc_set_page_directory_v1E_05 rpc_unset_page_directory_v1E_05 rpc_update_bar_pde_v15_00
        rpc_unloading_guest_driver_v1F_07 rpc_alloc_memory_v13_01""".split()),
    "events": ("Parameters of events that GSP-RM sends; they follow the RpcMessageHeader.",
        """rpc_run_cpu_sequencer_v17_00 rpc_post_event_v17_00 rpc_rc_triggered_v17_02 rpc_os_error_log_v17_00
        rpc_gsp_post_nocat_record_v01_00 rpc_gsp_lockdown_notice_v17_00 rpc_ucode_libos_print_v1E_08
        NV2080CtrlNocatJournalInsertRecord""".split()),
    "system_info": ("What the driver tells GSP-RM before it runs: GSP_SET_SYSTEM_INFO and SET_REGISTRY.",
        """GspSystemInfo PACKED_REGISTRY_ENTRY PACKED_REGISTRY_TABLE""".split()),
    "static_info": ("What GET_GSP_STATIC_INFO returns.",
        """GspStaticConfigInfo""".split()),
    "alloc": ("Parameters of GSP_RM_ALLOC by class.",
        """NV0000_ALLOC_PARAMETERS NV0005_ALLOC_PARAMETERS NV0080_ALLOC_PARAMETERS NV2080_ALLOC_PARAMETERS
        NV_VASPACE_ALLOCATION_PARAMETERS NV_MEMORY_VIRTUAL_ALLOCATION_PARAMS NV_MEMORY_ALLOCATION_PARAMS
        NV_CHANNEL_GROUP_ALLOCATION_PARAMETERS NV_CTXSHARE_ALLOCATION_PARAMETERS NV_CHANNEL_ALLOC_PARAMS
        NV_GR_ALLOCATION_PARAMETERS NVB0B5_ALLOCATION_PARAMETERS NVC0B5_ALLOCATION_PARAMETERS
        NV83DE_ALLOC_PARAMETERS NV_BSP_ALLOCATION_PARAMETERS NV_MSENC_ALLOCATION_PARAMETERS
        NV_SWRUNLIST_ALLOCATION_PARAMS""".split()),
    "control_gpu": ("Parameters of controls of the subdevice (NV20_SUBDEVICE_0): GPU, bus, memory, interrupts, events.",
        """NV2080_CTRL_GPU_GET_INFO_V2_PARAMS NV2080_CTRL_GPU_GET_NAME_STRING_PARAMS
        NV2080_CTRL_GPU_GET_GID_INFO_PARAMS NV2080_CTRL_GPU_GET_ENGINES_V2_PARAMS
        NV2080_CTRL_GPU_GET_FERMI_GPC_INFO_PARAMS NV2080_CTRL_GPU_GET_FERMI_TPC_INFO_PARAMS
        NV2080_CTRL_GPU_PROMOTE_CTX_PARAMS NV2080_CTRL_GPU_EVICT_CTX_PARAMS
        NV2080_CTRL_GPU_GET_CONSTRUCTED_FALCON_INFO_PARAMS NV2080_CTRL_BUS_GET_PCI_BAR_INFO_PARAMS
        NV2080_CTRL_BUS_GET_PCI_INFO_PARAMS NV2080_CTRL_PERF_BOOST_PARAMS
        NV2080_CTRL_EVENT_SET_NOTIFICATION_PARAMS NV2080_CTRL_FB_GET_INFO_V2_PARAMS
        NV2080_CTRL_CE_GET_FAULT_METHOD_BUFFER_SIZE_PARAMS NV2080_CTRL_CE_GET_CAPS_V2_PARAMS
        NV2080_CTRL_INTERNAL_INTR_GET_KERNEL_TABLE_PARAMS NV2080_CTRL_INTERNAL_FBSR_INIT_PARAMS
        NV2080_CTRL_INTERNAL_GMMU_GET_STATIC_INFO_PARAMS NV2080_CTRL_INTERNAL_GMMU_REGISTER_FAULT_BUFFER_PARAMS
        NV2080_CTRL_INTERNAL_MEMSYS_GET_STATIC_CONFIG_PARAMS NV2080_CTRL_INTERNAL_BIF_GET_STATIC_INFO_PARAMS
        NV2080_CTRL_TIMER_GET_TIME_PARAMS NV2080_CTRL_MC_GET_ARCH_INFO_PARAMS""".split()),
    "control_fifo": ("Parameters of controls of channels, channel groups, runlists and address spaces.",
        """NV2080_CTRL_FIFO_GET_DEVICE_INFO_TABLE_PARAMS NV2080_CTRL_FIFO_DISABLE_CHANNELS_PARAMS
        NV2080_CTRL_FIFO_RUNLIST_SET_SCHED_POLICY_PARAMS NV2080_CTRL_CMD_FIFO_GET_CHANNEL_MEM_INFO_PARAMS
        NVA06C_CTRL_GPFIFO_SCHEDULE_PARAMS NVA06C_CTRL_PREEMPT_PARAMS NVA06C_CTRL_TIMESLICE_PARAMS
        NVA06F_CTRL_GPFIFO_SCHEDULE_PARAMS NVA06F_CTRL_BIND_PARAMS
        NVC36F_CTRL_CMD_GPFIFO_GET_WORK_SUBMIT_TOKEN_PARAMS
        NVC36F_CTRL_GPFIFO_SET_WORK_SUBMIT_TOKEN_NOTIF_INDEX_PARAMS NV906F_CTRL_CMD_RESET_CHANNEL_PARAMS
        NV90F1_CTRL_VASPACE_COPY_SERVER_RESERVED_PDES_PARAMS NV0080_CTRL_DMA_SET_PAGE_DIRECTORY_PARAMS
        NV0080_CTRL_FIFO_GET_CHANNELLIST_PARAMS""".split()),
    "control_gr": ("Parameters of controls of the graphics and compute engine and of its debugger.",
        """NV2080_CTRL_GR_GET_INFO_PARAMS NV2080_CTRL_INTERNAL_STATIC_GR_GET_INFO_PARAMS
        NV2080_CTRL_INTERNAL_STATIC_GR_GET_CONTEXT_BUFFERS_INFO_PARAMS
        NV2080_CTRL_INTERNAL_STATIC_GR_GET_GLOBAL_SM_ORDER_PARAMS
        NV2080_CTRL_INTERNAL_STATIC_GR_GET_FLOORSWEEPING_MASKS_PARAMS
        NV2080_CTRL_INTERNAL_STATIC_GR_GET_CAPS_PARAMS NV2080_CTRL_GR_GET_GLOBAL_SM_ORDER_PARAMS
        NV2080_CTRL_GR_GET_CAPS_V2_PARAMS NV83DE_CTRL_DEBUG_READ_ALL_SM_ERROR_STATES_PARAMS
        NV83DE_CTRL_DEBUG_READ_MMU_FAULT_INFO_PARAMS NV83DE_CTRL_DEBUG_SET_EXCEPTION_MASK_PARAMS
        NV83DE_CTRL_DEBUG_CLEAR_ALL_SM_ERROR_STATES_PARAMS""".split()),
}

# Structures that the vendor packs.
PACKED = {"NVDM_PAYLOAD_COT", "MCTP_HEADER"}

# Names that the rule for names would spoil, of types and of fields in our case.
RENAMED = {"BUSINFO": "BusInfo", "Rpc_message_header_v": "RpcMessageHeader", "rpc_message_header_v": "RpcMessageHeader",
           "u": "cpu_rm_gfid"}
